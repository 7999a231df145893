import type { AlertChange } from './alert.ts';

/** What happened to each alert in one assessment, by rule. */
export type ChangeLog = Map<string, AlertChange[]>;

const weight = { open: 3, worsen: 2, downgrade: 1, repeat: 0 } as const;

/**
 * Adds a change, drawn together with what happened to the alert just before: an opening that
 * worsens is one opening with the worst value; a clearing that is taken back within the merge time
 * never happened.
 */
export function logChange(log: ChangeLog, change: AlertChange): void {
  const list = log.get(change.alert.ruleId) ?? [];
  log.set(change.alert.ruleId, list);
  const clearing = list.at(-1)?.change === 'clear' ? list.at(-1) : undefined;
  if (clearing !== undefined && change.change !== 'open' && change.change !== 'clear') list.pop();
  const last = list.at(-1);
  if (last === undefined || last.change === 'clear' || change.change === 'clear') {
    list.push(change);
    return;
  }
  const stronger = weight[change.change] > weight[last.change] ? change : last;
  // The verdict shown is that of the worst moment of this call, the alert that of the last.
  const verdict = change.change === 'worsen' ? change.verdict : last.verdict;
  list[list.length - 1] = { change: stronger.change, alert: change.alert, verdict };
}

/** All changes, rule by rule, each rule's in the order to be applied. */
export function loggedChanges(log: ChangeLog): readonly AlertChange[] {
  return [...log.values()].flat();
}
