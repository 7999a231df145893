import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Text } from '../../../platform/core/text.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { WorkEventView, WorkItemView } from '../../contract.ts';
import { eventWords } from '../../core/event-words.ts';
import type { Finding } from '../../core/finding.ts';
import { stageOf, type WorkItem } from '../../core/item.ts';
import { admit, findItem } from '../admission.ts';
import { workContentAt, type WorkContent } from '../content.ts';
import { selectOfferedIds } from '../store/hand-offs.ts';
import { selectEvents, selectPatientItems } from '../store/items.ts';
import { selectNames } from '../store/people.ts';

/** Of closed items the newest are shown with a patient; the rest is in the history of the chart. */
const patientItemsShown = 100;

/** One item as a screen shows it. */
export async function readItem(context: Context, itemId: string): Promise<WorkItemView> {
  const item = await findItem(context, itemId, 'read');
  await admit(context, item);
  await auditRead(context, 'work.read', [item]);
  return viewItem(context, item);
}

/** Everything that happened to an item, oldest first. */
export async function history(context: Context, itemId: string): Promise<readonly WorkEventView[]> {
  const { caller, now, tx } = context;
  const item = await findItem(context, itemId, 'read');
  await admit(context, item);
  await auditRead(context, 'work.history', [item]);
  const events = await selectEvents(tx, caller.organizationId, item.id);
  const names = await selectNames(
    tx,
    caller.organizationId,
    events.map((one) => one.actorId),
  );
  const content = workContentAt(now);
  const words = {
    escalation: content.escalation,
    priority: item.priority,
    queue: (id: string) => queueLabel(content, id),
    disposition: (code: string) => dispositionLabel(content, item.kind, code),
  };
  return events.map(({ number, at, actorId, event }) => {
    const { type, ...detail } = event;
    return {
      number,
      at: at.toISOString(),
      actor: personOf(names, actorId),
      type,
      detail: { ...detail },
      label: eventWords(event, words),
    };
  });
}

/** A patient's items, open ones first, then the newest closed ones. */
export async function listPatientItems(
  context: Context,
  patientId: string,
): Promise<readonly WorkItemView[]> {
  const { id } = await openPatient(context, patientId);
  const { caller, tx } = context;
  const items = await selectPatientItems(tx, caller.organizationId, id, patientItemsShown);
  await recordAudit(context, { action: 'work.read', patientIds: [id] });
  return viewItems(context, items);
}

/** An item as a screen shows it, with names and labels; neither gate nor audit. */
export async function viewItem(context: Context, item: WorkItem): Promise<WorkItemView> {
  const [view] = await viewItems(context, [item]);
  if (!view) throw new Error('One item gives one view.');
  return view;
}

async function viewItems(
  context: Context,
  items: readonly WorkItem[],
): Promise<readonly WorkItemView[]> {
  const { caller, now, tx } = context;
  const people = items.flatMap((item) => [
    item.ownerId,
    item.state === 'closed' ? item.closedBy : null,
  ]);
  const names = await selectNames(tx, caller.organizationId, people);
  const offered = await selectOfferedIds(
    tx,
    caller.organizationId,
    items.map((item) => item.id),
  );
  const content = workContentAt(now);
  return items.map((item) => ({
    ...factsOf(item),
    kindLabel: content.kinds.get(item.kind)?.label ?? asText(item.kind),
    queueLabel: queueLabel(content, item.queue),
    owner: personOf(names, item.ownerId),
    closed:
      item.state === 'closed'
        ? {
            at: item.closedAt.toISOString(),
            by: personOf(names, item.closedBy),
            disposition: item.disposition,
            label: dispositionLabel(content, item.kind, item.disposition),
          }
        : null,
    openHandOffId: offered.get(item.id) ?? null,
  }));
}

function factsOf(item: WorkItem) {
  const { headline } = item;
  return {
    id: item.id,
    kind: item.kind,
    patientId: item.patientId,
    practiceId: item.practiceId,
    priority: item.priority,
    worstPriority: item.worstPriority,
    language: item.language,
    skill: item.skill,
    queue: item.queue,
    queueBy: item.queueBy,
    languageGap: item.languageGap,
    state: item.state,
    stage: stageOf(item),
    since: new Date(headline.since).toISOString(),
    findings: headline.findings.map(viewFinding),
    cleared: headline.cleared.map(viewFinding),
    followUp: headline.followUp ?? null,
    openedAt: item.openedAt.toISOString(),
    raisedAt: item.raisedAt.toISOString(),
    acknowledgedAt: item.acknowledgedAt?.toISOString() ?? null,
    contactedAt: item.contactedAt?.toISOString() ?? null,
    contactAttempts: item.contactAttempts,
    acknowledgeDueAt: item.acknowledgeDueAt.toISOString(),
    contactDueAt: item.contactDueAt.toISOString(),
    resolveDueAt: item.resolveDueAt.toISOString(),
    clock: clockView(item),
    hold: holdView(item),
    followUpOf: item.followUpOf,
    version: item.version,
  };
}

function clockView(item: WorkItem): WorkItemView['clock'] {
  if (item.state === 'closed') return null;
  return { name: item.clock.name, at: item.clock.at.toISOString(), step: item.clock.step };
}

function holdView(item: WorkItem): WorkItemView['hold'] {
  if (item.state === 'closed' || item.state === 'open') return null;
  return { type: item.hold.type, until: item.clock.at.toISOString(), reason: item.hold.reason };
}

function viewFinding(finding: Finding): WorkItemView['findings'][number] {
  return { ...finding, params: { ...finding.params } };
}

/** A person by name; null for Enlace itself. */
export function personOf(
  names: ReadonlyMap<string, string>,
  id: string | null,
): { id: string; name: string } | null {
  return id === null ? null : { id, name: names.get(id) ?? '' };
}

/** The words for a queue; its id when the content has it no more. */
export function queueLabel(content: WorkContent, id: string): Text {
  return content.queues.find((queue) => queue.id === id)?.label ?? asText(id);
}

function dispositionLabel(content: WorkContent, kind: string, code: string): Text {
  const dispositions = content.kinds.get(kind)?.dispositions ?? [];
  return dispositions.find((one) => one.code === code)?.label ?? asText(code);
}

function asText(code: string): Text {
  return { en: code, es: code };
}

async function auditRead(
  context: Context,
  action: AuditAction,
  items: readonly WorkItem[],
): Promise<void> {
  const patientIds = items.flatMap((item) => item.patientId ?? []);
  const [first] = items;
  await recordAudit(context, {
    action,
    patientIds,
    ...(first ? { subject: `work:${first.id}` } : {}),
  });
}
