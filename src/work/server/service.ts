import type { Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import type { Setting } from '../core/change.ts';
import { openWork, raiseWork, settleWork } from '../core/evidence.ts';
import type { LiveWork, WorkItem } from '../core/item.ts';
import type {
  RaisedChange,
  RaisedWork,
  SettledWork,
  Settlement,
  WorkSignal,
} from '../core/signal.ts';
import { loadSetting } from './setting.ts';
import { lockOpenItems, type WrittenWork } from './store/items.ts';
import { write } from './writing.ts';

type Keyed = { readonly kind: string; readonly subject: string };

/**
 * Opens or raises the one open item of every signal, in the caller's transaction: a handful of statements
 * however many signals there are, in the order of their keys, so that batches side by side never wait for
 * each other in a circle. Of several signals with one key the last counts. Neither announces nor audits:
 * whoever brings the evidence does, once for all of it.
 */
export async function raise(
  context: Context,
  signals: readonly WorkSignal[],
): Promise<readonly RaisedWork[]> {
  if (signals.length === 0) return [];
  const setting = await loadSetting(context);
  const raised: RaisedWork[] = [];
  let waiting = inKeyOrder(signals);
  // Another transaction may open an item for the same key between our look and our insert. It is
  // visible then, so that a second look finds it (unless it was closed again meanwhile).
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt === 10)
      throw new Error('Work on one subject is opened and closed faster than it is raised.');
    const decided = await decideSignals(context, waiting, setting);
    const added = await write(
      context,
      decided.filter((one) => one.change !== 'unchanged'),
    );
    raised.push(...decided.filter((one) => !one.isNew || added.has(one.item.id)).map(toRaised));
    waiting = decided
      .filter((one) => one.isNew && !added.has(one.item.id))
      .map((one) => one.signal);
  }
  return raised;
}

interface DecidedSignal extends WrittenWork {
  readonly signal: WorkSignal;
  readonly change: RaisedChange;
}

async function decideSignals(
  context: Context,
  signals: readonly WorkSignal[],
  setting: Setting,
): Promise<readonly DecidedSignal[]> {
  const existing = await lockByKey(context, signals);
  return signals.map((signal) => {
    const item = existing.get(keyOf(signal));
    if (item) {
      const raised = raiseWork(item, signal, setting);
      return { signal, isNew: false, onlyHeadline: raised.change === 'updated', ...raised };
    }
    const opened = openWork(newId(context.now.getTime()), signal, setting);
    return { signal, isNew: true, change: 'opened', ...opened };
  });
}

/**
 * Tells open items what is still wrong after something cleared. Call it after `raise` for every subject of
 * which something cleared, with all that remains active; subjects without open work are passed over. What
 * was never urgent and nobody had to do with closes; everything else stays for a person, less urgent.
 */
export async function settle(
  context: Context,
  settlements: readonly Settlement[],
): Promise<readonly SettledWork[]> {
  if (settlements.length === 0) return [];
  const setting = await loadSetting(context);
  const wanted = inKeyOrder(settlements);
  const existing = await lockByKey(context, wanted);
  const decided = wanted.flatMap((one) => {
    const item = existing.get(keyOf(one));
    if (!item) return [];
    const settled = settleWork(item, one.findings, setting);
    return [{ isNew: false, onlyHeadline: settled.change === 'updated', ...settled }];
  });
  await write(
    context,
    decided.filter((one) => one.change !== 'unchanged'),
  );
  return decided.map(({ item, change }) => ({ ...identityOf(item), change }));
}

async function lockByKey(
  context: Context,
  keys: readonly Keyed[],
): Promise<ReadonlyMap<string, LiveWork>> {
  const items = await lockOpenItems(context.tx, context.caller.organizationId, keys);
  return new Map(items.map((item) => [keyOf(item), item]));
}

function inKeyOrder<T extends Keyed>(given: readonly T[]): readonly T[] {
  const last = new Map(given.map((one) => [keyOf(one), one]));
  return [...last.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function keyOf({ kind, subject }: Keyed): string {
  return JSON.stringify([kind, subject]);
}

function toRaised({ item, change }: DecidedSignal): RaisedWork {
  return { ...identityOf(item), change };
}

function identityOf({ id, kind, subject, patientId, priority }: WorkItem) {
  return { itemId: id, kind, subject, patientId, priority };
}
