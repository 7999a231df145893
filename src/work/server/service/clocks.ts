import { recordAudit } from '../../../access/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce, type Topic } from '../../../platform/server/live.ts';
import { tickHandOff } from '../../core/answer-hand-off.ts';
import { happened, routeNow, type Setting } from '../../core/change.ts';
import { rerouteWork, tickWork } from '../../core/tick.ts';
import { findItem } from '../admission.ts';
import { loadSetting } from '../setting.ts';
import { lockDueHandOffs, selectOfferedIds, updateHandOff } from '../store/hand-offs.ts';
import { lockDueItems, type WrittenWork } from '../store/items.ts';
import { lockRoutingGroup, selectRoutingGroups } from '../store/routing.ts';
import { write } from '../writing.ts';

/** Rows locked and decided at a time. */
const batchSize = 500;
/** One run leaves what is beyond this to the next: a transaction must not hold a whole backlog. */
const batchesPerRun = 40;

export interface TickResult {
  readonly due: number;
  readonly handOffs: number;
  readonly routed: number;
}

/**
 * Does what the time asks for: climbs the ladder of what is due, wakes what was put aside, reminds of
 * and escalates hand-offs, and places work anew as people come on and go off duty. Safe to run twice,
 * and on two servers at once: each takes what the other does not hold, and every clock it touches is
 * set to a later moment in the same transaction.
 */
export async function tickClocks(context: Context): Promise<TickResult> {
  const setting = await loadSetting(context);
  const due = await inBatches(context, () => tickDueItems(context, setting));
  const handOffs = await tickDueHandOffs(context, setting);
  const routed = await rerouteAll(context, setting);
  const touched = [...due, ...handOffs, ...routed];
  if (touched.length > 0) await tell(context, touched, handOffs.length > 0);
  return { due: due.length, handOffs: handOffs.length, routed: routed.length };
}

async function tickDueItems(context: Context, setting: Setting): Promise<readonly WrittenWork[]> {
  const { caller, now, tx } = context;
  const due = await lockDueItems(tx, caller.organizationId, now, batchSize);
  // Only now: an offer made before we got the lock would not be seen by the statement that took it.
  const offered = await selectOfferedIds(
    tx,
    caller.organizationId,
    due.map((item) => item.id),
  );
  return due.map((item) => {
    return { ...tickWork(item, offered.has(item.id), setting), isNew: false };
  });
}

async function tickDueHandOffs(
  context: Context,
  setting: Setting,
): Promise<readonly WrittenWork[]> {
  const { caller, now, tx } = context;
  const due = await lockDueHandOffs(tx, caller.organizationId, now, batchSize);
  const written: WrittenWork[] = [];
  for (const handOff of due) {
    const ticked = tickHandOff(handOff, setting);
    if (!ticked) continue;
    await updateHandOff(tx, caller.organizationId, ticked.handOff);
    const item = await findItem(context, handOff.itemId, 'lock');
    written.push({ item: happened(item, [ticked.event]), events: [ticked.event], isNew: false });
  }
  await write(context, written);
  return written;
}

/** Looks at groups, not items: a hundred thousand open items are a few dozen groups. */
async function rerouteAll(context: Context, setting: Setting): Promise<readonly WrittenWork[]> {
  const { caller, tx } = context;
  const groups = await selectRoutingGroups(tx, caller.organizationId);
  const routed: WrittenWork[] = [];
  for (const group of groups) {
    const route = routeNow(setting, group, group.priority);
    const moves = group.queueBy === 'routing' && route.queue !== group.queue;
    if (!moves && route.languageGap === group.languageGap) continue;
    const batch = await inBatches(context, async () => {
      const items = await lockRoutingGroup(tx, caller.organizationId, group, batchSize);
      return items.map((item) => ({ ...rerouteWork(item, setting), isNew: false }));
    });
    routed.push(...batch);
  }
  return routed;
}

async function inBatches(
  context: Context,
  decide: () => Promise<readonly WrittenWork[]>,
): Promise<readonly WrittenWork[]> {
  const all: WrittenWork[] = [];
  for (let batch = 0; batch < batchesPerRun; batch += 1) {
    const written = await decide();
    await write(context, written);
    all.push(...written);
    if (written.length < batchSize) break;
  }
  return all;
}

async function tell(
  context: Context,
  touched: readonly WrittenWork[],
  handOffs: boolean,
): Promise<void> {
  const patientIds = touched.flatMap(({ item }) => item.patientId ?? []);
  await recordAudit(context, {
    action: 'work.clocks',
    patientIds,
    detail: { items: touched.length },
  });
  const topics: Topic[] = ['work', ...patientIds.map((id): Topic => `patient:${id}`)];
  await announce(
    context.tx,
    context.caller.organizationId,
    handOffs ? ['hand-offs', ...topics] : topics,
  );
}
