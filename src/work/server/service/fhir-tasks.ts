import type { Task } from '@medplum/fhirtypes';

import type { Context } from '../../../platform/server/context.ts';
import { toTask } from '../fhir.ts';
import { selectItemsById } from '../store/by-id.ts';

/** Work items as FHIR Tasks, in the order of the ids; the caller has already been admitted to each. */
export async function loadFhirTasks(
  { tx, caller }: Context,
  ids: readonly string[],
): Promise<readonly Task[]> {
  if (ids.length === 0) return [];
  const items = await selectItemsById(tx, caller.organizationId, ids);
  const byId = new Map(items.map((item) => [item.id, item]));
  return ids.flatMap((id) => {
    const item = byId.get(id);
    return item === undefined ? [] : toTask(item);
  });
}
