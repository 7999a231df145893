import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import type { Language } from '../../platform/core/text.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { useMinuteEnd } from '../../platform/web/now.ts';
import { query } from '../../platform/web/query.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';
import type { LimitBand } from '../../vitals/web/plot/limit-band.ts';
import type { PlotMark } from '../../vitals/web/plot/plot-marks.ts';
import { listAlerts, listLimits, type AlertView } from '../contract.ts';
import { bandsOf } from './plots/bands.ts';

/** A patient's alerts, active ones first, past ones too. */
export function alertsQuery(patientId: string) {
  return query(listAlerts, { params: { id: patientId }, query: { state: 'all', limit: 200 } }, [
    `patient:${patientId}`,
  ]);
}

/** The limits that apply to a patient. */
export function limitsQuery(patientId: string) {
  return query(listLimits, { params: { id: patientId } }, [`patient:${patientId}`]);
}

const noBands: readonly LimitBand[] = [];

/** The limits as bands of a chart, by kind and unit; none until they are read. */
export function useBands(
  patientId: string,
  vitals: Vitals | undefined,
): (kind: VitalKind, unit: string) => readonly LimitBand[] {
  const { data } = useQuery(limitsQuery(patientId));
  const language = useLanguage();
  const now = useMinuteEnd();
  return useCallback(
    (kind, unit) => {
      if (data === undefined || vitals === undefined) return noBands;
      return bandsOf(data, vitalOf(vitals, kind), unit, language, now);
    },
    [data, vitals, language, now],
  );
}

/** The alerts of a kind as flags on its chart. */
export function alertMarks(
  alerts: readonly AlertView[],
  kind: VitalKind,
  language: Language,
): PlotMark[] {
  return alerts
    .filter((alert) => alert.kind === kind)
    .map((alert) => ({
      at: Date.parse(alert.openedAt),
      kind: 'alert',
      tone: alert.priority <= 2 ? 'alarm' : 'watch',
      label: alert.worst[language],
    }));
}
