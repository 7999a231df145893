import type { AuditAction } from '../../access/core/audit.ts';
import { recordAudit } from '../../access/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import { announce, type Topic } from '../../platform/server/live.ts';
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

/** Writes, audits and announces one thing that a person did to items of one patient. */
export async function finish(
  context: Context,
  action: AuditAction,
  written: readonly WrittenWork[],
  topics: readonly Topic[] = [],
): Promise<void> {
  const [first] = written;
  if (!first) throw new Error('There is nothing to finish.');
  await write(
    context,
    written.filter((one) => one.events.length > 0),
  );
  const { patientId } = first.item;
  await recordAudit(context, {
    action,
    patientIds: patientId === null ? [] : [patientId],
    subject: `work:${first.item.id}`,
  });
  const patients: Topic[] = patientId === null ? [] : [`patient:${patientId}`];
  await announce(context.tx, context.caller.organizationId, ['work', ...topics, ...patients]);
}
