import type { Alert, AlertChange, AlertMoment } from './alert.ts';
import type { ArbiterPolicy, Flapping, Storm } from './arbiter-policy.ts';
import { minuteMs } from './numbers.ts';

/** Of an episode, what deciding about it needs. */
export type ArbitratedAlert = Pick<
  Alert,
  'ruleId' | 'direction' | 'latest' | 'worst' | 'returns' | 'recheck' | 'clearedAt'
>;

/** One thing that a card says. */
export interface Shown<A extends ArbitratedAlert> {
  readonly alert: A;
  /** The moment of the episode that stands on the card. */
  readonly moment: AlertMoment;
  readonly bundle?: string;
}

/** What becomes of a patient's card after something happened to the alerts behind it. */
export interface Arbitration<A extends ArbitratedAlert> {
  readonly shown: readonly Shown<A>[];
  /** Something is to be told: the card opens or rises unless everything shown is known already. */
  readonly raise: boolean;
  /** Something is over or was lowered: the card learns what is left. */
  readonly settle: boolean;
}

/**
 * The one place that decides what is shown and raised of a patient's alerts, whatever the rules found:
 * repeats within some minutes keep the worst value, an alert that flaps stays until it has been calm, and
 * related findings stand together. Every alert that goes on is shown, in no case milder than it is now.
 */
export function arbitrate<A extends ArbitratedAlert>(
  alerts: readonly A[],
  changes: readonly AlertChange['change'][],
  policy: ArbiterPolicy,
  now: number,
): Arbitration<A> {
  const shown = alerts
    .filter((alert) => alert.clearedAt === undefined || isHeldOpen(alert, policy.flapping, now))
    .map((alert): Shown<A> => {
      const bundle = bundleOf(alert, policy);
      const moment = shownMoment(alert, policy);
      return { alert, moment, ...(bundle === undefined ? {} : { bundle }) };
    });
  const over = changes.some((change) => change === 'clear' || change === 'downgrade');
  return {
    shown,
    raise: shown.length > 0 && changes.some((change) => change !== 'clear'),
    settle: over,
  };
}

/**
 * The moment of an episode that is shown: the latest, or the worst while that is not older than the time
 * in which repeats are merged. A second value that lowered the first is shown as it is.
 */
export function shownMoment(
  { latest, worst, recheck }: ArbitratedAlert,
  { repeatMinutes }: Pick<ArbiterPolicy, 'repeatMinutes'>,
): AlertMoment {
  const merged = latest.at >= worst.at && latest.at - worst.at < repeatMinutes * minuteMs;
  const lowered = latest.priority > worst.priority || recheck?.stage === 'settled';
  return merged && !lowered ? worst : latest;
}

/** Whether an episode came back so often that its end is believed only after a calm time. */
export function isFlapping(
  { returns }: Pick<ArbitratedAlert, 'returns'>,
  flapping: Flapping,
  at: number,
): boolean {
  const since = at - flapping.withinMinutes * minuteMs;
  return returns.filter((one) => one > since).length >= flapping.returns;
}

/** Until when an episode that cleared is not believed to be over; undefined when it is over at once. */
export function calmAt(
  alert: Pick<ArbitratedAlert, 'returns' | 'clearedAt'>,
  flapping: Flapping,
): number | undefined {
  const { clearedAt } = alert;
  if (clearedAt === undefined || !isFlapping(alert, flapping, clearedAt)) return undefined;
  return clearedAt + flapping.calmMinutes * minuteMs;
}

/** Within limits, but not for long enough after all the coming and going. */
export function isHeldOpen(
  alert: Pick<ArbitratedAlert, 'returns' | 'clearedAt'>,
  flapping: Flapping,
  now: number,
): boolean {
  const calm = calmAt(alert, flapping);
  return calm !== undefined && now < calm;
}

function bundleOf(
  { ruleId, direction }: ArbitratedAlert,
  { bundles }: ArbiterPolicy,
): string | undefined {
  return bundles.find((one) => one.direction === direction && one.rules.includes(ruleId))?.id;
}

/** Whether so many cards were opened in the window that the organization is flooded. */
export function isStorm(opened: number, patients: number, storm: Storm): boolean {
  return opened >= storm.opened && opened * 100 >= storm.perHundredPatients * patients;
}

/** What a flood folds away behind its notice: never what is critical or urgent. */
export function isFolded(priority: 1 | 2 | 3 | 4, flooded: boolean): boolean {
  return flooded && priority >= 3;
}
