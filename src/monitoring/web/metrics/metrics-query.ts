import type { Reply } from '../../../platform/core/contract.ts';
import { query } from '../../../platform/web/query.ts';
import { readGlucoseProfile, readMetrics } from '../../contract/metrics.ts';

export type Metrics = Reply<typeof readMetrics>;
export type GlucoseReply = Reply<typeof readGlucoseProfile>;

/** The metrics of a patient as of an instant, or now. */
export function metricsQuery(patientId: string, until: string | undefined) {
  return query(
    readMetrics,
    { params: { id: patientId }, query: until === undefined ? {} : { until } },
    [`patient:${patientId}`],
  );
}

/** Sensor metrics and profile over the days up to an instant, or now. */
export function glucoseQuery(patientId: string, days: number, until: string | undefined) {
  return query(
    readGlucoseProfile,
    { params: { id: patientId }, query: { days, ...(until === undefined ? {} : { until }) } },
    [`patient:${patientId}`],
  );
}
