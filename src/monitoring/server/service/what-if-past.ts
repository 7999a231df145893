import { loadPresentConditions } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import { dayMs } from '../../core/numbers.ts';
import type { PatientFacts, PatientLimit, PatientProfile } from '../../core/profile.ts';
import type { Protocol } from '../../core/protocol.ts';
import type { PatientPast } from '../../core/what-if.ts';
import { impliedFlags } from '../conditions.ts';
import type { MonitoredPatient } from '../profiles.ts';
import { selectSymptomReports, type LimitRow } from '../store/profiles.ts';
import { selectFactSpans, selectLimitSpans, type FactSpan } from '../store/what-if.ts';

/** Protocols look back 7 days at most; one more for what lies at the edge. */
const lookBackMs = 8 * dayMs;

/** A stretch of time; milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The vital signs that a protocol looks at. */
export function kindsOf({ measures }: Protocol): readonly VitalKind[] {
  return [...new Set(measures.map(({ kind }) => kind))];
}

/**
 * What is on record of patients over a stretch of time: their readings of these kinds without those
 * withdrawn or replaced, their answers, and their flags, figures and limits as they held then.
 * Conditions are those of today.
 */
export async function loadPasts(
  context: Context,
  patients: readonly MonitoredPatient[],
  kinds: readonly VitalKind[],
  { from, to }: Span,
): Promise<ReadonlyMap<string, PatientPast>> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const ids = patients.map(({ id }) => id).toSorted();
  const since = new Date(from);
  const stretches = ids.flatMap((patientId) =>
    kinds.map((kind) => ({ patientId, kind, from: from - lookBackMs, to })),
  );
  const [facts, limits, symptoms, conditions, readings] = await Promise.all([
    selectFactSpans(tx, organizationId, ids, since),
    selectLimitSpans(tx, organizationId, ids, since),
    selectSymptomReports(tx, organizationId, ids, new Date(from - dayMs)),
    loadPresentConditions(tx, ids),
    stretches.length === 0 ? new Map<string, never[]>() : loadReadings(context, stretches),
  ]);
  const factsOf = Map.groupBy(facts, (row) => row.patientId);
  const limitsOf = Map.groupBy(limits, (row) => row.patientId);
  const symptomsOf = Map.groupBy(symptoms, (row) => row.patientId);
  const conditionsOf = Map.groupBy(conditions, (row) => row.patientId);
  const today = now.toISOString().slice(0, 10);
  return new Map(
    patients.map((patient) => {
      const { id } = patient;
      const implied = impliedFlags(conditionsOf.get(id) ?? [], today);
      const profileAt = profileHistory(
        patient,
        factsOf.get(id) ?? [],
        limitsOf.get(id) ?? [],
        implied,
      );
      const told = symptomsOf.get(id) ?? [];
      return [id, { profileAt, readings: readings.get(id) ?? [], symptoms: told, from, to }];
    }),
  );
}

/** What was known of a patient at an instant; kept from one moment to the next until a fact begins or ends. */
function profileHistory(
  { id, birthDate, zone }: MonitoredPatient,
  facts: readonly FactSpan[],
  limits: readonly LimitRow[],
  implied: readonly string[],
): PatientPast['profileAt'] {
  const own = limits.map(limitOf);
  let held: readonly FactSpan[] | undefined;
  let profile: PatientProfile | undefined;
  return (now) => {
    const inForce = facts.filter(({ from, to }) => from <= now && (to === null || to > now));
    if (profile !== undefined && held !== undefined && isSame(held, inForce)) return profile;
    held = inForce;
    const entered = inForce.filter(({ value }) => value === null).map(({ fact }) => fact);
    profile = {
      patientId: id,
      ...(birthDate === null ? undefined : { birthDate }),
      zone,
      flags: new Set([...entered, ...implied]),
      limits: own,
      facts: figuresOf(inForce),
    };
    return profile;
  };
}

function figuresOf(facts: readonly FactSpan[]): PatientFacts {
  return Object.fromEntries(
    facts.flatMap(({ fact, value }) => (value === null ? [] : [[fact, value]])),
  );
}

function isSame(one: readonly FactSpan[], other: readonly FactSpan[]): boolean {
  return one.length === other.length && one.every((fact, place) => fact === other[place]);
}

function limitOf({ patientId: _patientId, effectiveTo, ...limit }: LimitRow): PatientLimit {
  return effectiveTo === null ? limit : { ...limit, effectiveTo };
}
