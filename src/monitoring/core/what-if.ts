import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import type { Alert } from './alert.ts';
import { assess } from './assess.ts';
import type { AssessInput } from './assessment.ts';
import type { CompiledProtocols } from './compile.ts';
import { sameEpisodeMs } from './follow-alert.ts';
import { historyNeeded } from './history.ts';
import { dayMs, minuteMs } from './numbers.ts';
import type { PatientProfile } from './profile.ts';
import { areAllQuiet } from './quiet-path.ts';
import type { SymptomReport } from './symptom.ts';

/** What is on record of one patient over a stretch of time. */
export interface PatientPast {
  /** What was known of the patient at an instant. */
  readonly profileAt: (now: number) => PatientProfile;
  /** In any order; those before `from` are compared with and judged no more. */
  readonly readings: readonly Reading[];
  readonly symptoms: readonly SymptomReport[];
  readonly from: number;
  readonly to: number;
}

/** An episode as it would have been stored. */
export interface Episode {
  readonly alert: Alert;
  /** When it would have been seen. */
  readonly raisedAt: number;
}

interface State {
  readonly past: PatientPast;
  readonly protocols: CompiledProtocols;
  /** Oldest first; the first `arrived` of each kind are known. */
  readonly byKind: ReadonlyMap<VitalKind, readonly Reading[]>;
  readonly arrived: Map<VitalKind, number>;
  readonly episodes: Episode[];
  /** Place in `episodes` of the newest of each rule. */
  readonly newest: Map<string, number>;
  /** Rechecks that the clock has judged already. */
  readonly expired: Set<string>;
}

/**
 * The alerts that the protocols would have raised on a patient's past: the readings go through
 * `assess` in the order in which they were taken, each as if it had come in at that moment, with the
 * clock in between as the server's job runs it. Silence is not judged: it is told by the clock of each
 * day, not by readings. Nobody ends anything; what only a person can end stays open.
 */
export function simulate(past: PatientPast, protocols: CompiledProtocols): readonly Episode[] {
  const readings = past.readings.toSorted((one, other) => one.at - other.at);
  const state: State = {
    past,
    protocols,
    byKind: Map.groupBy(readings, (reading) => reading.kind),
    arrived: new Map(),
    episodes: [],
    newest: new Map(),
    expired: new Set(),
  };
  for (const event of eventsOf(past, readings)) {
    runClock(state, event.at);
    step(state, event.at, event.readings, event.symptoms);
    for (const { kind } of event.readings) {
      state.arrived.set(kind, (state.arrived.get(kind) ?? 0) + 1);
    }
  }
  runClock(state, past.to + 1);
  return state.episodes;
}

interface Event {
  readonly at: number;
  readonly readings: readonly Reading[];
  readonly symptoms: readonly SymptomReport[];
}

/** What was told at one instant comes together; an answer after the readings of its instant. */
function eventsOf({ to, symptoms }: PatientPast, readings: readonly Reading[]): Event[] {
  const events: Event[] = [...Map.groupBy(readings, (reading) => reading.at)].map(
    ([at, together]) => ({ at, readings: together, symptoms: [] }),
  );
  for (const report of symptoms) events.push({ at: report.at, readings: [], symptoms: [report] });
  return events.filter(({ at }) => at <= to).toSorted((one, other) => one.at - other.at);
}

/** Judges the rechecks whose time ran out before an instant, at the full minute at which the job looks. */
function runClock(state: State, before: number): void {
  for (;;) {
    const due = overdueBefore(state, before);
    if (due === undefined) return;
    for (const key of due.keys) state.expired.add(key);
    step(state, due.at, [], []);
  }
}

function overdueBefore(
  { episodes, newest, expired }: State,
  before: number,
): { readonly at: number; readonly keys: readonly string[] } | undefined {
  let first = Infinity;
  let keys: string[] = [];
  for (const place of newest.values()) {
    const alert = episodes[place]?.alert;
    const recheck = alert?.recheck;
    if (alert === undefined || alert.clearedAt !== undefined) continue;
    if (recheck?.stage !== 'awaiting-recheck') continue;
    const at = Math.ceil(recheck.recheckDueAt / minuteMs) * minuteMs;
    const key = `${alert.ruleId} ${recheck.recheckDueAt}`;
    if (at >= before || at > first || expired.has(key)) continue;
    keys = at < first ? [key] : [...keys, key];
    first = at;
  }
  return keys.length === 0 ? undefined : { at: first, keys };
}

function step(
  state: State,
  now: number,
  newReadings: readonly Reading[],
  newSymptoms: readonly SymptomReport[],
): void {
  const { past, protocols, episodes, newest } = state;
  if (now < past.from) return;
  const input: Omit<AssessInput, 'history'> = {
    profile: past.profileAt(now),
    newReadings,
    recentSymptoms: past.symptoms.filter(
      (report) => report.at >= now - dayMs && report.at <= now && !newSymptoms.includes(report),
    ),
    activeAlerts: runningAt(state, now),
    // Readings come in their order: none is older than one judged before.
    newestJudgedAt: {},
    now,
    protocols,
  };
  const judged = newSymptoms.length === 0 ? input : { ...input, newSymptoms };
  if (areAllQuiet({ ...judged, history: [] }, protocols.at(now))) return;
  const history = historyNeeded(input).flatMap(({ kind, sinceMs }) =>
    knownSince(state, kind, sinceMs),
  );
  for (const { change, alert } of assess({ ...judged, history }).changes) {
    const place = newest.get(alert.ruleId);
    const before = place === undefined ? undefined : episodes[place];
    if (change === 'open' || place === undefined || before === undefined) {
      newest.set(alert.ruleId, episodes.push({ alert, raisedAt: now }) - 1);
    } else {
      episodes[place] = { ...before, alert };
    }
  }
}

function runningAt({ episodes, newest }: State, now: number): Alert[] {
  const running: Alert[] = [];
  for (const place of newest.values()) {
    const alert = episodes[place]?.alert;
    if (alert === undefined) continue;
    if (alert.clearedAt === undefined || alert.clearedAt > now - sameEpisodeMs) running.push(alert);
  }
  return running;
}

/** The readings of a kind that have come so far, since an instant. */
function knownSince({ byKind, arrived }: State, kind: VitalKind, sinceMs: number): Reading[] {
  const own = byKind.get(kind) ?? [];
  const end = arrived.get(kind) ?? 0;
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own[middle]?.at ?? Infinity) < sinceMs) low = middle + 1;
    else high = middle;
  }
  return own.slice(low, end);
}
