import { vitalKinds, type Reading, type VitalKind } from '../../vitals/core/reading.ts';
import type { Alert } from './alert.ts';
import { assess } from './assess.ts';
import type { AssessInput, Assessment } from './assessment.ts';
import { judgedInstant } from './lateness.ts';
import { minuteMs } from './numbers.ts';
import {
  pick,
  randomObservation,
  randomProfile,
  randomReading,
  seeded,
  someSymptoms,
} from './testing-generator.ts';
import { input, noon } from './testing-notation.ts';

/** One call in the course of a patient: the state before it and what came of it. */
export interface Call {
  readonly before: AssessInput;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly after: Assessment;
}

/** Some patients over several calls each, every call beginning with the state the last one left. */
export function* randomCalls(patients: number, callsEach: number, firstSeed = 1): Generator<Call> {
  for (let seed = firstSeed; seed < firstSeed + patients; seed += 1) yield* course(seed, callsEach);
}

function* course(seed: number, calls: number): Generator<Call> {
  const random = seeded(seed);
  const profile = randomProfile(random);
  const alerts = new Map<string, Alert>();
  const past: Reading[] = Array.from({ length: 12 }, () => randomReading(random, noon, 240));
  let now = noon;
  for (let call = 0; call < calls; call += 1) {
    now += pick(random, [1, 5, 20, 200, 200, 6_000]) * minuteMs;
    const newReadings = [
      ...Array.from({ length: Math.floor(random() * 4) }, () =>
        randomReading(random, now, pick(random, [0.1, 2, 40])),
      ),
      ...(random() < 0.15 ? randomObservation(random, now) : []),
    ];
    const answer = { at: now, present: someSymptoms(random), sourceId: `answer/${call}` };
    const expectedKinds: readonly VitalKind[] = random() < 0.15 ? vitalKinds : [];
    const before = input({
      profile,
      newReadings,
      newSymptoms: random() < 0.25 ? [answer] : [],
      expectedKinds,
      history: [...past],
      activeAlerts: [...alerts.values()],
      newestJudgedAt: newestJudged(past, now),
      now,
    });
    const after = assess(before);
    yield { before, alerts: new Map(alerts), after };
    for (const { alert } of after.changes) alerts.set(alert.ruleId, alert);
    past.push(...newReadings);
  }
}

/** What a server keeps beside the readings. */
function newestJudged(
  readings: readonly Reading[],
  now: number,
): Readonly<Partial<Record<VitalKind, number>>> {
  const newest = new Map<VitalKind, number>();
  for (const reading of readings) {
    const at = judgedInstant(reading, now);
    if (at !== undefined) newest.set(reading.kind, Math.max(newest.get(reading.kind) ?? at, at));
  }
  return Object.fromEntries(newest);
}
