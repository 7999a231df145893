import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import type { readGlucoseProfile } from '../../contract/metrics.ts';
import { glucoseMetrics } from '../../core/metrics/glucose-metrics.ts';
import { glucoseProfile } from '../../core/metrics/glucose-profile.ts';
import { targetSetFor } from '../../core/metrics/glucose-sensor.ts';
import { sensorSeries } from '../../core/metrics/sensor-values.ts';
import { dayMs } from '../../core/numbers.ts';
import { metricInForce } from '../metric-content.ts';
import { loadProfiles } from '../profiles.ts';
import { definitionOf } from './metric-input.ts';

/** Metrics and profile of a patient's continuous glucose sensor over the days up to an instant. */
export async function loadGlucoseProfile(
  context: Context,
  patientId: string,
  query: Input<typeof readGlucoseProfile>['query'],
): Promise<Reply<typeof readGlucoseProfile>> {
  const patient = await openPatient(context, patientId);
  await recordAudit(context, { action: 'metrics.read', patientIds: [patient.id] });
  const until = query.until === undefined ? context.now : new Date(query.until);
  const content = metricInForce('glucose-sensor', context.now.toISOString().slice(0, 10));
  const { definition } = content;
  const days = query.days ?? definition.days;
  // The instant of `until` itself is in, that of the other end is not: 14 days hold 4,032 readings.
  const [from, to] = [until.getTime() - days * dayMs + 1, until.getTime()];
  const stretch = { patientId: patient.id, kind: 'glucose' as const, from, to };
  const readings = (await loadReadings(context, [stretch])).get(patient.id) ?? [];
  const flags = (await loadProfiles(context, [patient])).get(patient.id)?.profile.flags;
  const targets = targetSetFor(definition, flags ?? new Set());
  if (targets === undefined) throw new Error('No glucose targets are for every patient.');
  const series = sensorSeries(definition, readings);
  return {
    ...{ from: new Date(from - 1).toISOString(), until: until.toISOString(), days },
    definition: definitionOf(content),
    targets,
    variationAtMostPercent: definition.variationAtMostPercent,
    metrics: glucoseMetrics(definition, series, targets, days),
    profile: glucoseProfile(definition, series, targets, patient.zone),
  };
}
