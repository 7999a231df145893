import { openPatient } from '../../people/server/service.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import type { Context } from '../../platform/server/context.ts';
import { isUuid } from '../../platform/server/database.ts';
import type { WorkItem } from '../core/item.ts';
import { workProblems } from '../core/problems.ts';
import { selectItem } from './store/items.ts';

/** An item by id, whoever asks; refuses with `record.not-found` when there is none. */
export async function findItem(
  context: Context,
  id: string,
  how: 'read' | 'lock',
): Promise<WorkItem> {
  const { caller, tx } = context;
  const item = isUuid(id) ? await selectItem(tx, caller.organizationId, id, how) : undefined;
  if (!item) throw platformProblems['record.not-found']();
  return item;
}

/** Refuses an item that the caller may not see: through its patient, or through its practice. */
export async function admit(context: Context, item: WorkItem): Promise<void> {
  const { patientId, practiceId } = context.caller;
  if (item.patientId !== null) {
    await openPatient(context, item.patientId);
    return;
  }
  if (patientId !== null || (practiceId !== null && practiceId !== item.practiceId)) {
    throw platformProblems['record.not-found']();
  }
}

/** The person who acts; refuses a machine and Enlace itself, which can own nothing. */
export function requirePerson({ caller }: Context): string {
  if (caller.kind !== 'user' || caller.id === null) throw workProblems['work.person-needed']();
  return caller.id;
}
