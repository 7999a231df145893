import type { VitalKind } from '../../vitals/core/reading.ts';
import { plausibilityHistory } from '../../vitals/core/plausibility.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';
import type { Placed } from './entry.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Nothing is stored further ahead (vitals/core/time.ts). */
const furthestAheadMs = 48 * hourMs;
/** A message without a time can be sent again any time later; its id is all that tells. */
const arrivalLookBackMs = 400 * dayMs;

/** Where stored readings of a patient and kind must be looked up before new ones can be decided. */
export interface LookUp {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly from: number;
  readonly to: number;
  /** Readings later than this are wanted whatever their source id. */
  readonly newerThan: number;
  /** So are readings between these: what plausibility compares with. */
  readonly nearFrom: number;
  readonly nearTo: number;
}

type Open = { -readonly [K in keyof LookUp]: LookUp[K] };

/** One look-up for each patient and kind that the new readings ask for, sorted by the key of readings. */
export function lookUpsFor(
  vitals: Vitals,
  placed: readonly Placed[],
  now: number,
): readonly LookUp[] {
  const found: Found = new Map();
  for (const one of placed) {
    const { owner, measurement } = one;
    includeIdentity(openAt(found, owner.id, measurement.kind), one, now);
    for (const need of plausibilityHistory(vitals, measurement.kind)) {
      if (need.kind !== measurement.kind && !isCompared(vitals, one)) continue;
      const { at } = one.time;
      const lookUp = openAt(found, owner.id, need.kind);
      lookUp.nearFrom = Math.min(lookUp.nearFrom, at - need.hoursBefore * hourMs);
      lookUp.nearTo = Math.max(lookUp.nearTo, at + need.hoursAfter * hourMs);
    }
  }
  return [...found.keys()].toSorted().flatMap((patientId) => {
    const kinds = found.get(patientId) ?? new Map<VitalKind, Open>();
    return [...kinds.keys()].toSorted().flatMap((kind) => {
      const lookUp = kinds.get(kind);
      return lookUp === undefined ? [] : [close(lookUp)];
    });
  });
}

type Found = Map<string, Map<VitalKind, Open>>;

function openAt(found: Found, patientId: string, kind: VitalKind): Open {
  let kinds = found.get(patientId);
  if (kinds === undefined) found.set(patientId, (kinds = new Map()));
  let lookUp = kinds.get(kind);
  if (lookUp === undefined) {
    lookUp = {
      patientId,
      kind,
      from: Infinity,
      to: -Infinity,
      newerThan: Infinity,
      nearFrom: Infinity,
      nearTo: -Infinity,
    };
    kinds.set(kind, lookUp);
  }
  return lookUp;
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

/** Another kind is only compared when the component that both measure is there (a cuff without pulse). */
function isCompared(vitals: Vitals, { measurement }: Placed): boolean {
  return vitalOf(vitals, measurement.kind).crossChecks.some(
    (check) => check.check === 'agreement' && measurement.values[check.component] !== undefined,
  );
}

/** Ends that nothing asked for become an empty stretch. */
function close(lookUp: Open): LookUp {
  const from = Math.min(lookUp.from, lookUp.nearFrom);
  const to = Math.max(lookUp.to, lookUp.nearTo);
  const near = lookUp.nearFrom <= lookUp.nearTo;
  return {
    ...lookUp,
    from,
    to,
    newerThan: Math.min(lookUp.newerThan, to),
    nearFrom: near ? lookUp.nearFrom : to,
    nearTo: near ? lookUp.nearTo : from,
  };
}
