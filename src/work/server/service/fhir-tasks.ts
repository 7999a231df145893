import type { Task } from '@medplum/fhirtypes';

import type { Context } from '../../../platform/server/context.ts';
import { toTask } from '../fhir.ts';
import { selectItems } from '../store/items.ts';

/** Work items as FHIR Tasks, in the order of the ids; the caller has already been admitted to each. */
export async function loadFhirTasks(
  { tx, caller }: Context,
  ids: readonly string[],
): Promise<readonly Task[]> {
  const items = await selectItems(tx, caller.organizationId, ids);
  return ids.flatMap((id) => {
    const item = items.get(id);
    return item === undefined ? [] : toTask(item);
  });
}
