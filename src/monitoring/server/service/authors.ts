import { findUser } from '../../../access/server/service/users.ts';
import type { Context } from '../../../platform/server/context.ts';

/** Names of those who set something; an id that is nobody's any more is shown as it is. */
export async function authorNames(
  context: Context,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    if (id === null) continue;
    const user = await findUser(context, id);
    names.set(id, user?.displayName ?? id);
  }
  return names;
}
