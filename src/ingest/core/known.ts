import type { VitalKind } from '../../vitals/core/reading.ts';
import { plausibilityHistory } from '../../vitals/core/plausibility.ts';
import { vitalOf, type HistoryNeed, type Vitals } from '../../vitals/core/vitals.ts';
import type { Placed } from './entry.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Nothing is stored further ahead (vitals/core/time.ts). */
const furthestAheadMs = 48 * hourMs;
/** A message without a time can be sent again any time later; its id is all that tells. */
const arrivalLookBackMs = 400 * dayMs;

/** Where stored readings of a patient must be looked up before new ones can be decided. */
export interface LookUp {
  readonly patientId: string;
  readonly kinds: readonly VitalKind[];
  readonly from: number;
  readonly to: number;
  /** Readings later than this are wanted whatever their source id. */
  readonly newerThan: number;
  /** So are readings between these: what plausibility compares with. */
  readonly nearFrom: number;
  readonly nearTo: number;
}

interface Open {
  readonly kinds: VitalKind[];
  from: number;
  to: number;
  newerThan: number;
  nearFrom: number;
  nearTo: number;
}

/** A patient's look-ups: one for all kinds together, and one for each kind that looks far back (weight). */
interface OfPatient {
  together: Open | undefined;
  readonly apart: Open[];
}

/**
 * The look-ups that the new readings ask for, sorted by patient. Kinds share one: their rows lie side
 * by side in the index, and looking up costs more than what is found.
 */
export function lookUpsFor(
  vitals: Vitals,
  placed: readonly Placed[],
  now: number,
): readonly LookUp[] {
  const found = new Map<string, OfPatient>();
  for (const one of placed) {
    const { owner, measurement, time } = one;
    let own = found.get(owner.id);
    if (own === undefined) found.set(owner.id, (own = { together: undefined, apart: [] }));
    const needs = plausibilityHistory(vitals, measurement.kind);
    includeIdentity(openFor(own, vitals, measurement.kind), one, now);
    for (const need of needs) {
      if (need.kind !== measurement.kind && !isCompared(vitals, one)) continue;
      includeNear(openFor(own, vitals, need.kind), need, time.at);
    }
  }
  return [...found.keys()].toSorted().flatMap((patientId) => {
    const { together, apart = [] } = found.get(patientId) ?? {};
    const all = together === undefined ? apart : [together, ...apart];
    return all.map((one) => close(patientId, one));
  });
}

function openFor(own: OfPatient, vitals: Vitals, kind: VitalKind): Open {
  if (looksFarBack(vitals, kind)) {
    const known = own.apart.find((one) => one.kinds[0] === kind);
    if (known !== undefined) return known;
    const opened = open(kind);
    own.apart.push(opened);
    return opened;
  }
  own.together ??= open(kind);
  if (!own.together.kinds.includes(kind)) own.together.kinds.push(kind);
  return own.together;
}

function open(kind: VitalKind): Open {
  return {
    kinds: [kind],
    from: Infinity,
    to: -Infinity,
    newerThan: Infinity,
    nearFrom: Infinity,
    nearTo: -Infinity,
  };
}

function looksFarBack(vitals: Vitals, kind: VitalKind): boolean {
  return vitalOf(vitals, kind).history.some(
    (need) => need.kind === kind && need.hoursBefore * hourMs > dayMs,
  );
}

/**
 * Where the same message may be stored already: a day around one with an id (the same id at another
 * time is a correction), the very instant for one that is named by its contents. Readings that are
 * judged live also need to know of every later one.
 */
function includeIdentity(lookUp: Open, { candidate, time }: Placed, now: number): void {
  const named = candidate.messageId !== undefined;
  const before = time.trust === 'arrival-time' ? arrivalLookBackMs : named ? dayMs : 0;
  lookUp.from = Math.min(lookUp.from, time.at - before);
  lookUp.to = Math.max(lookUp.to, time.at + (named ? dayMs : 0));
  if (time.late) return;
  lookUp.newerThan = Math.min(lookUp.newerThan, time.at);
  lookUp.to = Math.max(lookUp.to, now + furthestAheadMs);
}

function includeNear(lookUp: Open, { hoursBefore, hoursAfter }: HistoryNeed, at: number): void {
  lookUp.nearFrom = Math.min(lookUp.nearFrom, at - hoursBefore * hourMs);
  lookUp.nearTo = Math.max(lookUp.nearTo, at + hoursAfter * hourMs);
}

/** Another kind is only compared when the component that both measure is there (a cuff without pulse). */
function isCompared(vitals: Vitals, { measurement }: Placed): boolean {
  return vitalOf(vitals, measurement.kind).crossChecks.some(
    (check) => check.check === 'agreement' && measurement.values[check.component] !== undefined,
  );
}

/** Ends that nothing asked for become an empty stretch. */
function close(patientId: string, lookUp: Open): LookUp {
  const from = Math.min(lookUp.from, lookUp.nearFrom);
  const to = Math.max(lookUp.to, lookUp.nearTo);
  const near = lookUp.nearFrom <= lookUp.nearTo;
  return {
    patientId,
    kinds: lookUp.kinds,
    from,
    to,
    newerThan: Math.min(lookUp.newerThan, to),
    nearFrom: near ? lookUp.nearFrom : to,
    nearTo: near ? lookUp.nearTo : from,
  };
}
