import type { Task } from '@medplum/fhirtypes';

import type { Priority } from '../core/finding.ts';
import type { WorkItem } from '../core/item.ts';

/** Logical references to a rule, and our codes, under one name. */
const ruleSystem = 'urn:enlace:rule';
const kindSystem = 'urn:enlace:work-kind';
const dispositionSystem = 'urn:enlace:disposition';
const queueSystem = 'urn:enlace:queue';

/** FHIR R4 request priorities, the most urgent first: stat, asap, urgent, routine. */
const priorities: Readonly<Record<Priority, NonNullable<Task['priority']>>> = {
  1: 'stat',
  2: 'asap',
  3: 'urgent',
  4: 'routine',
};

/**
 * A work item as a FHIR R4 Task: `for` the patient, `owner` who has it (or the queue that does), and as
 * reason the rule of its most urgent finding. Free text stays out of it.
 */
export function toTask(item: WorkItem): Task {
  const [worst] = item.headline.findings;
  return {
    resourceType: 'Task',
    id: item.id,
    meta: { versionId: String(item.version) },
    status: statusOf(item),
    intent: 'order',
    priority: priorities[item.priority],
    code: { coding: [{ system: kindSystem, code: item.kind }] },
    ...(item.patientId === null ? {} : { for: { reference: `Patient/${item.patientId}` } }),
    owner: item.ownerId
      ? { reference: `Practitioner/${item.ownerId}` }
      : { type: 'Organization', identifier: { system: queueSystem, value: item.queue } },
    authoredOn: item.openedAt.toISOString(),
    ...executionOf(item),
    restriction: { period: { end: item.resolveDueAt.toISOString() } },
    ...(worst
      ? {
          reasonCode: { text: worst.text.en, coding: [{ system: ruleSystem, code: worst.code }] },
          reasonReference: {
            type: 'DetectedIssue',
            identifier: { system: ruleSystem, value: worst.ruleId },
          },
        }
      : {}),
    ...(item.followUpOf === null ? {} : { partOf: [{ reference: `Task/${item.followUpOf}` }] }),
    ...(item.state === 'closed'
      ? { businessStatus: { coding: [{ system: dispositionSystem, code: item.disposition }] } }
      : {}),
  };
}

function statusOf(item: WorkItem): Task['status'] {
  switch (item.state) {
    case 'closed':
      return 'completed';
    case 'waiting':
    case 'snoozed':
      return 'on-hold';
    case 'open':
      if (item.ownerId === null) return 'requested';
      return item.acknowledgedAt ? 'in-progress' : 'received';
  }
}

function executionOf(item: WorkItem): Pick<Task, 'executionPeriod'> {
  const start = item.acknowledgedAt?.toISOString();
  const end = item.state === 'closed' ? item.closedAt.toISOString() : undefined;
  if (!start && !end) return {};
  return { executionPeriod: { ...(start ? { start } : {}), ...(end ? { end } : {}) } };
}
