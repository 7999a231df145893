import type { Reply } from '../../../platform/core/contract.ts';
import type { Language } from '../../../platform/core/text.ts';
import { convert } from '../../../vitals/core/units.ts';
import type { Vital } from '../../../vitals/core/vitals.ts';
import type { LimitBand } from '../../../vitals/web/plot/limit-band.ts';
import type { LimitView, listLimits } from '../../contract.ts';

export type PatientLimits = Reply<typeof listLimits>;
export type LimitSlot = PatientLimits['slots'][number];

/** The patient's own limit in the place of a protocol's at a moment, or undefined. */
export function ownLimit(
  limits: readonly LimitView[],
  slot: Pick<LimitSlot, 'ruleId' | 'name'>,
  now: number,
): LimitView | undefined {
  return limits
    .filter((limit) => limit.ruleId === slot.ruleId && limit.name === slot.name)
    .filter(({ effectiveFrom, effectiveTo }) => {
      const ended = effectiveTo !== null && Date.parse(effectiveTo) <= now;
      return !ended && Date.parse(effectiveFrom) <= now;
    })
    .toSorted((one, other) => Date.parse(other.effectiveFrom) - Date.parse(one.effectiveFrom))[0];
}

/** The limits of a vital sign as a chart in one unit draws them; of equal ones the most urgent. */
export function bandsOf(
  { slots, limits }: PatientLimits,
  vital: Vital,
  unit: string,
  language: Language,
  now: number,
): LimitBand[] {
  const bands = slots.flatMap((slot) => {
    const { component, direction, kind, inclusive } = slot;
    if (component === null || direction === 'none' || kind !== vital.kind) return [];
    const own = ownLimit(limits, slot, now);
    const value = valueIn(vital, component, own ? [own] : slot.standard, unit);
    if (value === undefined) return [];
    const tone = slot.alone && slot.priority <= 2 ? ('alarm' as const) : ('watch' as const);
    const label = slot.level[language];
    return [{ component, direction, value, inclusive, tone, label, own: own !== undefined }];
  });
  const urgentFirst = bands.toSorted((one, other) => one.tone.localeCompare(other.tone));
  const places = urgentFirst.map(
    ({ component, direction, value }) => `${component} ${direction} ${value}`,
  );
  return urgentFirst.filter((_, index) => places.indexOf(places[index] ?? '') === index);
}

/** A published figure as it is where the unit has one; converted otherwise, which is for showing only. */
function valueIn(
  vital: Vital,
  componentId: string,
  published: readonly { readonly value: number; readonly unit: string }[],
  unit: string,
): number | undefined {
  const component = vital.componentByKey.get(componentId);
  if (component === undefined) return undefined;
  const wanted = component.ownUnit ? component.unit.code : unit;
  const same = published.find((one) => one.unit === wanted);
  const [first] = published;
  if (same !== undefined || first === undefined) return same?.value;
  return convert(first.value, vital.kind, first.unit, wanted);
}
