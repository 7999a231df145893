import type { Context } from '../../platform/server/context.ts';
import { withdrawHandOff } from '../core/answer-hand-off.ts';
import { happened, type Change, type Setting } from '../core/change.ts';
import type { WorkEvent } from '../core/event.ts';
import type { WorkItem } from '../core/item.ts';
import { workProblems } from '../core/problems.ts';
import { lockOfferedOf, updateHandOff } from './store/hand-offs.ts';

/** Refuses what would leave an offer without a sender. The item is locked already. */
export async function refuseWhileOffered({ caller, tx }: Context, itemId: string): Promise<void> {
  if (await lockOfferedOf(tx, caller.organizationId, itemId)) throw workProblems['hand-off.open']();
}

/** Withdraws the open offer of an item that changes hands or ends otherwise. The item is locked already. */
export async function withdrawOffer<Item extends WorkItem>(
  context: Context,
  item: Item,
  setting: Setting,
): Promise<Change<Item>> {
  const { caller, tx } = context;
  const offered = await lockOfferedOf(tx, caller.organizationId, item.id);
  if (!offered) return { item, events: [] };
  await updateHandOff(tx, caller.organizationId, withdrawHandOff(offered, null, setting));
  const events: WorkEvent[] = [{ type: 'hand-off-withdrawn', handOffId: offered.id }];
  return { item: happened(item, events), events };
}
