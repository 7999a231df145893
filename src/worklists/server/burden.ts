import type { Input, Reply } from '../../platform/core/contract.ts';
import type { Text } from '../../platform/core/text.ts';
import type { Context } from '../../platform/server/context.ts';
import { ruleLabel } from '../../monitoring/server/service/policy.ts';
import type { BurdenGroup, readBurden } from '../contract/burden.ts';
import { quantileOf, rateOf, shareOf } from '../core/burden.ts';
import {
  selectAlertCounts,
  selectFollowed,
  selectHandling,
  type AlertCount,
  type FollowedPatients,
  type Handling,
} from './store/burden.ts';

const dayMs = 86_400_000;
const daysOf = { week: 7, month: 30 } as const;

interface Everything {
  readonly days: number;
  readonly alerts: readonly AlertCount[];
  readonly handling: readonly Handling[];
  readonly followed: readonly FollowedPatients[];
}

/** Alert burden, and what is done about it, for all and by language, practice and rule. */
export async function readBurdenOf(
  context: Context,
  { window }: Input<typeof readBurden>['query'],
): Promise<Reply<typeof readBurden>> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const days = daysOf[window];
  const since = new Date(now.getTime() - days * dayMs);
  // Whole days before today: of today nobody has sent everything yet.
  const [from, to] = [days, 1].map((ago) => dayOf(new Date(now.getTime() - ago * dayMs)));
  const all: Everything = {
    days,
    alerts: await selectAlertCounts(tx, organizationId, since),
    handling: await selectHandling(tx, organizationId, since),
    followed: await selectFollowed(tx, organizationId, from ?? '', to ?? ''),
  };
  const names = new Map(all.followed.map((one) => [one.practice, asText(one.practiceName)]));
  return {
    total: groupOf('all', null, all),
    byLanguage: groupsBy('language', all, () => null),
    byPractice: groupsBy('practice', all, (key) => names.get(key) ?? asText(key)),
    byRule: groupsByRule(all),
    asOf: now.toISOString(),
  };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function asText(name: string): Text {
  return { en: name, es: name };
}

function groupsBy(
  trait: 'language' | 'practice',
  { days, alerts, handling, followed }: Everything,
  nameOf: (key: string) => Text | null,
): BurdenGroup[] {
  const keys = [...new Set(followed.map((one) => one[trait]))].toSorted();
  return keys.map((key) => {
    const own = <T extends Record<typeof trait, string>>(rows: readonly T[]) =>
      rows.filter((row) => row[trait] === key);
    const part = { days, alerts: own(alerts), handling: own(handling), followed: own(followed) };
    return groupOf(key, nameOf(key), part);
  });
}

/** Every patient could have had an alert of a rule: all of them count. */
function groupsByRule({ days, alerts, handling, followed }: Everything): BurdenGroup[] {
  const rules = Map.groupBy(alerts, (row) => row.ruleId);
  const groups = [...rules].map(([ruleId, own]) => {
    const cards = handling.filter((card) => card.ruleIds.includes(ruleId));
    const part = { days, alerts: own, handling: cards, followed };
    return { ...groupOf(ruleId, ruleLabel(ruleId), part), daysWithData: null };
  });
  return groups.toSorted((a, b) => (b.alerts?.value ?? 0) - (a.alerts?.value ?? 0));
}

function groupOf(
  key: string,
  name: Text | null,
  { days, alerts, handling, followed }: Everything,
): BurdenGroup {
  const sentDays = followed.flatMap((one) => one.days);
  const count = alerts.reduce((sum, one) => sum + one.alerts, 0);
  const decided = handling.filter(({ acted }) => acted !== null);
  const spread = (of: (card: Handling) => number | null) => {
    const minutes = handling.flatMap((card) => of(card) ?? []);
    return { median: quantileOf(minutes, 0.5), p90: quantileOf(minutes, 0.9) };
  };
  return {
    ...{ key, name },
    alerts: rateOf(count, sentDays.length, days),
    acted: shareOf(decided.filter(({ acted }) => acted === true).length, decided.length),
    acknowledge: spread((card) => card.taken),
    contact: spread((card) => card.contacted),
    resolve: spread((card) => card.resolved),
    daysWithData: quantileOf(sentDays, 0.5),
  };
}
