import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { ConceptCodes } from '../fhir/codes.ts';
import type { Hl7Observation } from './observation.ts';

/** The observations that together are one measurement. */
export interface Group {
  readonly kind: VitalKind;
  readonly time: string;
  readonly channel: string;
  /** How many of the same kind, time and channel came before it in the order. */
  readonly place: number;
  /** The one that carries the value itself; a pressure has none. */
  readonly own: Hl7Observation | undefined;
  /** Components and circumstances. */
  readonly parts: readonly Hl7Observation[];
  /** All of them that say something of the vital sign. */
  readonly observations: readonly Hl7Observation[];
}

interface Sign {
  readonly kind: VitalKind;
  /** It takes several values, each with an OBX of its own. */
  readonly isComposite: boolean;
}

interface Open {
  readonly kind: VitalKind;
  readonly time: string;
  readonly channel: string;
  readonly own: Hl7Observation | undefined;
  readonly parts: Hl7Observation[];
}

/** Pulse as the cuff and as the finger clip count it: part of what they measure, when that is there. */
const pulseOf: Readonly<Record<string, VitalKind>> = {
  '149546': 'blood-pressure',
  '149530': 'spo2',
};

/**
 * Brings observations of one order together: components of a pressure by time and channel (a second
 * systolic begins a second pressure), pulses with what they were counted by, circumstances (meal, oxygen)
 * with everything of their channel. Each other vital sign stands alone.
 */
export function groupObservations(
  observations: readonly Hl7Observation[],
  signOf: (codes: ConceptCodes) => Sign | undefined,
): readonly Group[] {
  const groups: Open[] = [];
  const pulses: [Hl7Observation, VitalKind][] = [];
  const others: Hl7Observation[] = [];
  for (const one of observations) {
    const sign = signOf(one.codes);
    const counted = one.codes.mdc.map((code) => pulseOf[code]).find((kind) => kind !== undefined);
    if (sign === undefined) others.push(one);
    else if (counted !== undefined) pulses.push([one, counted]);
    else if (sign.isComposite) addComponent(groups, one, sign.kind);
    else groups.push(open(one, sign.kind, one));
  }
  for (const [pulse, kind] of pulses) addPulse(groups, pulse, kind);
  const circumstances = others.filter(({ hasValue }) => hasValue);
  return groups.map((group, place) => close(group, groups.slice(0, place), circumstances));
}

function open(
  { time, channel }: Hl7Observation,
  kind: VitalKind,
  own: Hl7Observation | undefined,
): Open {
  return { kind, time, channel, own, parts: [] };
}

function addComponent(groups: Open[], one: Hl7Observation, kind: VitalKind): void {
  // The panel itself has no value: it only announces its components.
  if (!one.hasValue && one.codes.mdc.includes('150020')) return;
  const isSame = (group: Open) => group.kind === kind && isTogether(group, one);
  const last = groups.findLast(isSame);
  const repeats = last?.parts.some(({ codes }) =>
    codes.loinc.some((code) => one.codes.loinc.includes(code)),
  );
  const group = last === undefined || repeats === true ? open(one, kind, undefined) : last;
  if (group !== last) groups.push(group);
  group.parts.push(one);
}

function addPulse(groups: Open[], pulse: Hl7Observation, kind: VitalKind): void {
  const same = groups.filter((group) => group.kind === kind && group.time === pulse.time);
  const [group] = same;
  if (group === undefined || same.length > 1) groups.push(open(pulse, 'heart-rate', pulse));
  else group.parts.push(pulse);
}

function isTogether(group: Open, { time, channel }: Hl7Observation): boolean {
  return group.time === time && group.channel === channel;
}

function close(group: Open, before: readonly Open[], others: readonly Hl7Observation[]): Group {
  const own = group.own === undefined ? [] : [group.own];
  const place = before.filter(
    ({ kind, time, channel }) =>
      kind === group.kind && time === group.time && channel === group.channel,
  ).length;
  const circumstances = others.filter(({ channel }) => channel === group.channel);
  const observations = [...own, ...group.parts];
  return { ...group, place, observations, parts: [...group.parts, ...circumstances] };
}
