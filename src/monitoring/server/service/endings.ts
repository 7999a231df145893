import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import type { WorkItem } from '../../../work/core/item.ts';
import { resolve, type Resolution } from '../../../work/server/service/actions.ts';
import { endByPerson } from '../store/alerts.ts';

/**
 * Closes work with a disposition. With a triage card end the alerts on it that wait for a person, so that
 * the next value out of limits is something new. The caller holds the organization's readings lock.
 */
export async function resolveWork(
  context: Context,
  itemId: string,
  resolution: Resolution,
): Promise<WorkItem> {
  const item = await resolve(context, itemId, resolution);
  if (item.kind !== 'triage' || item.patientId === null) return item;
  const { tx, caller, now } = context;
  const ended = await endByPerson(tx, caller.organizationId, item.patientId, now);
  if (ended.length > 0) await announce(tx, caller.organizationId, [`patient:${item.patientId}`]);
  return item;
}
