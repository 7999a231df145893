import type { Context } from '../../platform/server/context.ts';
import { writeWork, type WrittenWork } from './store/items.ts';

/** Writes what the caller did, in the caller's name; returns the ids of the items that are new. */
export function write(
  context: Context,
  written: readonly WrittenWork[],
): Promise<ReadonlySet<string>> {
  const { caller, now, tx } = context;
  return writeWork(tx, caller.organizationId, actorOf(context), now, written);
}

/** Whose act it is; nobody's when Enlace itself or a machine acts. */
export function actorOf({ caller }: Context): string | null {
  return caller.kind === 'user' ? caller.id : null;
}
