import { recordAudit } from '../../../access/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import { freeFromAbsentOwner } from '../../core/ownership.ts';
import { withdrawOffer } from '../offers.ts';
import { loadSetting } from '../setting.ts';
import { lockOwnedItems, type WrittenWork } from '../store/items.ts';
import { write } from '../writing.ts';

/**
 * Gives back to its queues everything that a person owns, because they do not work here any more, and
 * withdraws what they had offered; tells how many items it was.
 */
export async function releaseOwnedWork(context: Context, userId: string): Promise<number> {
  const { caller, tx } = context;
  const owned = await lockOwnedItems(tx, caller.organizationId, userId);
  if (owned.length === 0) return 0;
  const setting = await loadSetting(context);
  const freed: WrittenWork[] = [];
  for (const item of owned) {
    const withdrawn = await withdrawOffer(context, item, setting);
    const change = freeFromAbsentOwner(withdrawn.item, setting);
    const events = [...withdrawn.events, ...change.events];
    freed.push({ item: change.item, events, isNew: false });
  }
  await write(context, freed);
  await recordAudit(context, {
    action: 'work.release-owned',
    patientIds: owned.flatMap((item) => item.patientId ?? []),
    subject: `user:${userId}`,
    purpose: 'operations',
  });
  await announce(tx, caller.organizationId, ['work', 'hand-offs']);
  return owned.length;
}
