import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { listQuarantine, type QuarantineItem } from '../../../ingest/contract.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { query } from '../../../platform/web/query.ts';
import type { Language } from '../../../platform/core/text.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { convert } from '../../../vitals/core/units.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { PlotMark } from '../../../vitals/web/plot/plot-marks.ts';

const noItems: readonly QuarantineItem[] = [];

/** Values of the patient that are on hold, as marks on the chart of a kind in a unit. */
export function useHeldMarks(
  patientId: string,
  vitals: Vitals,
): (kind: VitalKind, unit: string) => readonly PlotMark[] {
  const enabled = useMay()('quarantine.read');
  const language = useLanguage();
  const { data } = useQuery({
    ...query(listQuarantine, { query: { patientId, state: 'open', limit: 100 } }, [
      'quarantine',
      `patient:${patientId}`,
    ]),
    enabled,
  });
  const items = data?.items ?? noItems;
  return useCallback(
    (kind, unit) =>
      items
        .filter((item) => item.kind === kind)
        .map((item) => markOf(item, vitals, kind, unit, language)),
    [items, vitals, language],
  );
}

function markOf(
  item: QuarantineItem,
  vitals: Vitals,
  kind: VitalKind,
  unit: string,
  language: Language,
): PlotMark {
  const { at, values, unit: sentUnit } = item.candidate ?? {};
  const known =
    typeof at === 'string' || typeof at === 'number' ? new Date(at).getTime() : Number.NaN;
  return {
    at: Number.isNaN(known) ? Date.parse(item.arrivedAt) : known,
    kind: 'held',
    tone: 'watch',
    label: item.messages[language],
    ...placed(values, sentUnit, vitals, kind, unit),
  };
}

/** Where the value would stand; nowhere when it is not a number in a unit that can be converted. */
function placed(
  values: unknown,
  sentUnit: unknown,
  vitals: Vitals,
  kind: VitalKind,
  unit: string,
): Pick<PlotMark, 'values'> {
  const units = vitalOf(vitals, kind).definition.units.map((one) => one.code);
  const from = units.find((one) => one === sentUnit);
  if (typeof values !== 'object' || values === null || from === undefined) return {};
  const numbers = Object.entries(values).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  const shown = numbers.map(([id, value]) => [id, convert(value, kind, from, unit)] as const);
  return shown.length === 0 ? {} : { values: Object.fromEntries(shown) };
}
