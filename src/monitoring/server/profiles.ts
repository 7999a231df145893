import { loadPresentConditions } from '../../people/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import type { PatientFacts, PatientLimit, PatientProfile } from '../core/profile.ts';
import type { SymptomReport } from '../core/symptom.ts';
import { impliedFlags } from './conditions.ts';
import { selectEntered } from './store/profiles.ts';

/** What must be known of a patient to judge readings and to open a card. */
export interface MonitoredPatient {
  readonly id: string;
  readonly practiceId: string;
  readonly language: string;
  /** IANA zone. */
  readonly zone: string;
  readonly birthDate: string | null;
}

export interface LoadedProfile {
  readonly patient: MonitoredPatient;
  readonly profile: PatientProfile;
  readonly recentSymptoms: readonly SymptomReport[];
}

/** No protocol asks about answers older than this. */
const symptomMs = 24 * 3_600_000;

const noFacts: PatientFacts = Object.freeze({});
const noFlags: ReadonlySet<string> = new Set();

/** Flags, figures, limits and recent answers of patients, as they hold now. */
export async function loadProfiles(
  context: Context,
  patients: readonly MonitoredPatient[],
): Promise<ReadonlyMap<string, LoadedProfile>> {
  const { tx, caller, now } = context;
  const ids = patients.map(({ id }) => id).toSorted();
  const today = now.toISOString().slice(0, 10);
  const symptomsSince = new Date(now.getTime() - symptomMs);
  const [{ facts, limits, symptoms }, conditions] = await Promise.all([
    selectEntered(tx, caller.organizationId, ids, { now, symptomsSince }),
    loadPresentConditions(tx, ids),
  ]);
  const factsOf = Map.groupBy(facts, (row) => row.patientId);
  const limitsOf = Map.groupBy(limits, (row) => row.patientId);
  const symptomsOf = Map.groupBy(symptoms, (row) => row.patientId);
  const conditionsOf = Map.groupBy(conditions, (row) => row.patientId);
  return new Map(
    patients.map((patient) => {
      const { id, birthDate, zone } = patient;
      const own = factsOf.get(id) ?? [];
      const implied = impliedFlags(conditionsOf.get(id) ?? [], today);
      const entered = own.filter((row) => row.value === null).map((row) => row.fact);
      const profile: PatientProfile = {
        patientId: id,
        ...(birthDate === null ? undefined : { birthDate }),
        zone,
        flags: entered.length + implied.length === 0 ? noFlags : new Set([...entered, ...implied]),
        limits: (limitsOf.get(id) ?? []).map(withoutNull),
        facts: figuresOf(own),
      };
      return [id, { patient, profile, recentSymptoms: symptomsOf.get(id) ?? [] }];
    }),
  );
}

function figuresOf(rows: readonly { fact: string; value: number | null }[]): PatientFacts {
  const figures = rows.filter((row) => row.value !== null);
  return figures.length === 0
    ? noFacts
    : Object.fromEntries(figures.map((row) => [row.fact, row.value]));
}

function withoutNull({
  effectiveTo,
  ...limit
}: Omit<PatientLimit, 'effectiveTo'> & { effectiveTo: number | null }): PatientLimit {
  return effectiveTo === null ? limit : { ...limit, effectiveTo };
}
