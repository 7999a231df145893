import type { Context } from '../../../platform/server/context.ts';
import { breaksHold } from '../../core/hold.ts';
import { workContentAt } from '../content.ts';
import { findBrokenRows, selectHeldItems, type StoredCheck } from '../store/verify.ts';

/** One row that breaks an invariant. */
export interface BrokenWork {
  readonly check: StoredCheck | 'work.hold-hides-worse';
  /** Of the item or hand-off. */
  readonly id: string;
}

/** A clock this much past due means that nothing looks at clocks. */
const stalledMinutes = 15;
const pageSize = 1000;

/**
 * Checks what is stored against the invariants of work: one open item per subject, a queue and a running
 * clock for each, an ending with a disposition, owners only as their history tells, hand-offs that moved
 * only on acceptance with a synthesis, and no hold that hides anything worse. An empty list is good.
 */
export async function verifyWork(context: Context): Promise<readonly BrokenWork[]> {
  const { caller, now, tx } = context;
  const stalledBefore = new Date(now.getTime() - stalledMinutes * 60_000);
  const queues = workContentAt(now).queues.map((queue) => queue.id);
  const broken: BrokenWork[] = [
    ...(await findBrokenRows(tx, caller.organizationId, stalledBefore, queues)),
  ];
  for (let after: string | null = null; ;) {
    const held = await selectHeldItems(tx, caller.organizationId, after, pageSize);
    const hiding = held.filter((item) => breaksHold(item.hold, item.headline.findings));
    broken.push(...hiding.map(({ id }): BrokenWork => ({ check: 'work.hold-hides-worse', id })));
    after = held.at(-1)?.id ?? null;
    if (held.length < pageSize) return broken;
  }
}
