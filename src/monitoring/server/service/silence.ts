import { activePrograms } from '../../../people/server/service/enrolments.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { newestOfKinds, type NewestReading } from '../../../vitals/server/service/newest.ts';
import type { PatientLimit } from '../../core/profile.ts';
import {
  isCovered,
  standardCadence,
  type CadenceOf,
  type Heard,
  type SilencePolicy,
  type StandardCadence,
} from '../../core/silence.ts';
import { policyInForce } from '../policies.ts';
import { selectCadencesInForce, type CadenceSetting } from '../store/cadences.ts';
import { judge, loadJudging, type Judging } from './judging.ts';
import { followOutages } from './outages.ts';
import { monitored, withHistory } from './sweeps.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A kind that a patient has not sent for so long is not expected any more. */
const expectedWithinDays = 30;
const page = 200;

/**
 * Judges the silence of patients who stopped sending what is expected of them: one piece of work for
 * each source whose patients fell silent together, and work for each patient whose silence is their own
 * or that of their device. Gives how many patients were judged. All are looked at before `hold` takes the
 * readings lock, which readings wait for; under it only those who seemed silent, who may have sent since.
 */
export async function sweepSilence(
  context: Context,
  hold: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const expected = await loadExpectations(context);
  const newest = await heardOf(context, expected);
  const policy = policyInForce('silence', context.now.getTime());
  const outages = await followOutages(context, newest, expected.cadenceOf, policy);
  const seemed = [...silentOf(context, newest, outages, expected).keys()];
  if (seemed.length === 0) return 0;
  await hold();
  const now = await heardOf(context, expected, seemed);
  const silent = [...silentOf(context, now, outages, expected)];
  for (let first = 0; first < silent.length; first += page) {
    await judgeSilent(context, new Map(silent.slice(first, first + page)), expected);
  }
  return silent.length;
}

/** The newest readings of what is expected, of all patients or of these. */
async function heardOf(
  context: Context,
  { isExpected }: Expectations,
  patientIds?: readonly string[],
): Promise<readonly NewestReading[]> {
  const since = new Date(context.now.getTime() - expectedWithinDays * dayMs);
  return (await newestOfKinds(context, since, patientIds)).filter(isExpected);
}

/** Patients of whom something is missing that no outage of their source explains. */
function silentOf(
  { now }: Context,
  newest: readonly Heard[],
  outages: Outages,
  { cadenceOf }: Expectations,
): ReadonlyMap<string, Silent> {
  const silent = new Map<string, Silent>();
  for (const [id, rows] of Map.groupBy(newest, (row) => row.patientId)) {
    const missed = rows.filter((row) => isSilent(row, cadenceOf, now.getTime()));
    const own = missed.filter((row) => !isCovered(row, outages));
    if (own.length > 0) silent.set(id, { rows, own });
  }
  return silent;
}

type Outages = Awaited<ReturnType<typeof followOutages>>;

interface Silent {
  readonly rows: readonly Heard[];
  readonly own: readonly Heard[];
}

async function judgeSilent(
  context: Context,
  silent: ReadonlyMap<string, Silent>,
  { limitsOf }: Expectations,
): Promise<void> {
  const judgings = await loadJudging(context, await monitored(context, [...silent.keys()]));
  const toJudge = [...judgings.values()].map((judging) => {
    const { rows = [], own = [] } = silent.get(judging.patient.id) ?? {};
    const newestJudgedAt: Partial<Record<VitalKind, number>> = Object.fromEntries(
      rows.map(({ kind, at }) => [kind, at]),
    );
    return {
      judging: withLimits(judging, limitsOf(judging.patient.id)),
      newestJudgedAt,
      expectedKinds: own.map(({ kind }) => kind),
    };
  });
  await judge(context, await withHistory(context, toJudge));
}

function isSilent(row: Heard, cadenceOf: CadenceOf, now: number): boolean {
  return now - row.at >= cadenceOf(row).silentAfterHours * hourMs;
}

function withLimits(judging: Judging, limits: readonly PatientLimit[]): Judging {
  const { profile } = judging;
  return { ...judging, profile: { ...profile, limits: [...profile.limits, ...limits] } };
}

interface Expectations {
  /** Set for the patient, brought by a program, or sent regularly: what is measured now and then is not missed. */
  readonly isExpected: (row: Heard & { readonly days: number }) => boolean;
  readonly cadenceOf: CadenceOf;
  /** What was set for a patient or comes with their programs, as limits of the rules on silence. */
  readonly limitsOf: (patientId: string) => readonly PatientLimit[];
}

async function loadExpectations(context: Context): Promise<Expectations> {
  const { tx, caller, now } = context;
  const policy = policyInForce('silence', now.getTime());
  const { expected, programs } = policy;
  const fromDays = new Map<VitalKind, number>(expected.map((one) => [one.kind, one.fromDays]));
  const rows = await selectCadencesInForce(tx, caller.organizationId, now);
  const own = new Map(rows.map((row) => [`${row.patientId} ${row.kind}`, row]));
  const byPatient = Map.groupBy(own.values(), (row) => row.patientId);
  const enrolled = await activePrograms(context, { programs: programs.map((one) => one.program) });
  const standardOf = (patientId: string, kind: VitalKind) =>
    standardCadence(policy, enrolled.get(patientId) ?? [], kind);
  return {
    isExpected: ({ patientId, kind, days }) => {
      if (own.has(`${patientId} ${kind}`)) return true;
      const brought = standardOf(patientId, kind)?.program ?? null;
      return brought !== null || days >= (fromDays.get(kind) ?? 1);
    },
    cadenceOf: ({ patientId, kind }) => {
      const cadence = own.get(`${patientId} ${kind}`) ?? standardOf(patientId, kind);
      if (cadence === undefined) throw new Error(`content/monitoring expects nothing of ${kind}.`);
      return cadence;
    },
    limitsOf: (patientId) => {
      const set = byPatient.get(patientId) ?? [];
      const brought = expected
        .filter(({ kind }) => !set.some((one) => one.kind === kind))
        .flatMap(({ kind }) => standardOf(patientId, kind) ?? [])
        .flatMap((one) => limitsOfProgram(one, policy));
      return [...set.flatMap(limitsOfCadence), ...brought];
    },
  };
}

function limitsOfCadence(setting: CadenceSetting): readonly PatientLimit[] {
  const { id, authorId, reason, effectiveFrom } = setting;
  const origin = { id, author: authorId, reason, effectiveFrom: effectiveFrom.getTime() };
  return bothLevels(setting, origin);
}

/** What a program brings; nothing for the default, which stands in the rule itself. */
function limitsOfProgram(
  cadence: StandardCadence,
  { version, effectiveFrom }: SilencePolicy,
): readonly PatientLimit[] {
  const { program } = cadence;
  if (program === null) return [];
  const origin = { id: `silence@${version}/${program}`, author: '', reason: '', program };
  return bothLevels(cadence, { ...origin, effectiveFrom: Date.parse(effectiveFrom) });
}

/** The limits of both levels of the rule: the patient's silence and that of one device. */
function bothLevels(
  { kind, silentAfterHours }: Pick<CadenceSetting, 'kind' | 'silentAfterHours'>,
  origin: Omit<PatientLimit, 'ruleId' | 'name' | 'value' | 'unit'>,
): readonly PatientLimit[] {
  return ['after', 'after-device'].map((name) => ({
    ...{ ...origin, ruleId: `silence/${kind}`, name, value: silentAfterHours, unit: 'h' },
  }));
}
