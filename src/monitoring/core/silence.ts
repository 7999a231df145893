import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { vitalKinds, type VitalKind } from '../../vitals/core/reading.ts';
import { hourMs } from './numbers.ts';

const Hours = Type.Number({ exclusiveMinimum: 0 });
const Chance = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

const Outage = strictObject({
  overdueAfterTimes: Type.Number({ minimum: 1 }),
  lookBackHours: Hours,
  lapse: Chance,
  atMostByChance: Chance,
  patients: Type.Integer({ minimum: 2 }),
});
type Outage = Static<typeof Outage>;

/** content/monitoring/silence.yaml. */
export const SilencePolicy = strictObject({
  ...contentHeader,
  id: Type.Literal('silence'),
  expected: Type.Array(
    strictObject({
      kind: Type.Enum(vitalKinds),
      everyHours: Hours,
      silentAfterHours: Hours,
      /** On so many days it must have come before it is expected. */
      fromDays: Type.Integer({ minimum: 1 }),
    }),
    { minItems: 1 },
  ),
  /** What an enrolment brings; a kind that a program does not name has the default. */
  programs: Type.Array(
    strictObject({
      program: Slug,
      expected: Type.Array(
        strictObject({ kind: Type.Enum(vitalKinds), everyHours: Hours, silentAfterHours: Hours }),
        { minItems: 1 },
      ),
    }),
  ),
  outage: Outage,
});
export type SilencePolicy = Static<typeof SilencePolicy>;

/** How often a vital sign of a patient is expected, and after how long its absence is told. */
export interface Cadence {
  readonly everyHours: number;
  readonly silentAfterHours: number;
}

/** What is expected of a patient whom nobody set anything for, and by which of their programs. */
export interface StandardCadence extends Cadence {
  readonly kind: VitalKind;
  readonly program: string | null;
}

/**
 * What the patient's programs expect of a vital sign, else the default; of two programs the one that hears
 * of silence first. Hours. Undefined where content expects nothing of this kind.
 */
export function standardCadence(
  { expected, programs }: SilencePolicy,
  enrolled: readonly string[],
  kind: VitalKind,
): StandardCadence | undefined {
  const brought = programs
    .filter(({ program }) => enrolled.includes(program))
    .flatMap(({ program, expected: own }) =>
      own.filter((one) => one.kind === kind).map((one) => ({ ...one, program })),
    )
    .toSorted((a, b) => a.silentAfterHours - b.silentAfterHours || a.everyHours - b.everyHours);
  const standard = expected.find((one) => one.kind === kind);
  if (brought[0] !== undefined || standard === undefined) return brought[0];
  const { everyHours, silentAfterHours } = standard;
  return { kind, everyHours, silentAfterHours, program: null };
}

/** What contradicts itself or the programs there are, as sentences. */
export function silenceProblems(
  { expected, programs }: SilencePolicy,
  known: ReadonlySet<string>,
): readonly string[] {
  const all = [...expected, ...programs.flatMap((one) => one.expected)];
  return [
    ...programs.flatMap(({ program }) => (known.has(program) ? [] : [`${program} is no program.`])),
    ...all.flatMap(({ kind, everyHours, silentAfterHours }) =>
      silentAfterHours >= everyHours ? [] : [`${kind} is told before it is due.`],
    ),
  ];
}

/** When a patient last sent a vital sign, by which way. Instants in milliseconds since 1970 UTC. */
export interface Heard {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly at: number;
  /** The gateway or account it came by, and the vendor behind it. */
  readonly source: string;
  readonly vendor: string;
}

/** A source or vendor that many patients send by. */
export interface Way {
  readonly scope: 'source' | 'vendor';
  readonly name: string;
}

/** A silence that chance does not explain. */
export interface OutageFound extends Way {
  /** As it was at this instant, the patients kept to what is expected of them. */
  readonly referenceAt: number;
  /** Of those who did, how many are overdue now. */
  readonly expected: number;
  readonly overdue: number;
  readonly lastHeardAt: number;
}

export type CadenceOf = (heard: Pick<Heard, 'patientId' | 'kind'>) => Cadence;

/**
 * The outages there are now: of each way, the patients who kept to their own pace at a reference instant
 * (a day ago, or when a known outage began) and are overdue now, against what chance explains. A vendor is
 * out when all of its ways (more than one) are; then its single ways are not told as well.
 */
export function findOutages(
  heard: readonly Heard[],
  cadenceOf: CadenceOf,
  known: readonly (Way & { readonly referenceAt: number })[],
  { outage }: SilencePolicy,
  now: number,
): readonly OutageFound[] {
  const found = (scope: Way['scope'], rows: Map<string, Heard[]>) =>
    [...rows].flatMap(([name, own]) => {
      const before = known.find((one) => one.scope === scope && one.name === name);
      const referenceAt = before?.referenceAt ?? now - outage.lookBackHours * hourMs;
      const counted = countOverdue(own, cadenceOf, outage, referenceAt, now);
      return isOutage(counted, outage) ? [{ scope, name, referenceAt, ...counted }] : [];
    });
  const sources = found(
    'source',
    Map.groupBy(heard, (row) => row.source),
  );
  const byVendor = Map.groupBy(heard, (row) => row.vendor);
  const vendors = found('vendor', byVendor).filter(({ name }) => {
    const ways = new Set((byVendor.get(name) ?? []).map((row) => row.source));
    return ways.size > 1 && [...ways].every((way) => sources.some((one) => one.name === way));
  });
  const covered = new Set(
    vendors.flatMap(({ name }) => (byVendor.get(name) ?? []).map((row) => row.source)),
  );
  return [...vendors, ...sources.filter(({ name }) => !covered.has(name))];
}

/** Whether the silence of a vital sign is that of the way it comes by, and no call for the patient. */
export function isCovered({ source, vendor }: Heard, outages: readonly Way[]): boolean {
  return outages.some(({ scope, name }) => name === (scope === 'source' ? source : vendor));
}

interface Counted {
  readonly expected: number;
  readonly overdue: number;
  readonly lastHeardAt: number;
}

/** Each patient counts once, by the vital sign that was heard last. */
function countOverdue(
  rows: readonly Heard[],
  cadenceOf: CadenceOf,
  { overdueAfterTimes }: Outage,
  referenceAt: number,
  now: number,
): Counted {
  const newest = new Map<string, Heard>();
  for (const row of rows) {
    const other = newest.get(row.patientId);
    if (other === undefined || other.at < row.at) newest.set(row.patientId, row);
  }
  let [expected, overdue] = [0, 0];
  for (const row of newest.values()) {
    const paceMs = cadenceOf(row).everyHours * overdueAfterTimes * hourMs;
    if (referenceAt - row.at > paceMs) continue;
    expected += 1;
    if (now - row.at > paceMs) overdue += 1;
  }
  return { expected, overdue, lastHeardAt: Math.max(...rows.map(({ at }) => at)) };
}

function isOutage({ expected, overdue }: Counted, outage: Outage): boolean {
  if (expected < outage.patients || overdue * 2 < expected) return false;
  return chanceOfAtLeast(overdue, expected, outage.lapse) <= outage.atMostByChance;
}

/** Chance of at least `count` of `of` independent events, each of probability `each` (binomial tail). */
export function chanceOfAtLeast(count: number, of: number, each: number): number {
  // The terms are made one from the other in logarithms: factorials of some hundred do not fit.
  let logTerm = of * Math.log(1 - each);
  let tail = count <= 0 ? Math.exp(logTerm) : 0;
  for (let events = 1; events <= of; events += 1) {
    logTerm += Math.log((of - events + 1) / events) + Math.log(each / (1 - each));
    if (events >= count) tail += Math.exp(logTerm);
  }
  return Math.min(1, tail);
}
