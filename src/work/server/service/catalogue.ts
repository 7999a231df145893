import type { Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { readWorkCatalogue } from '../../contract.ts';
import { servesQueue } from '../../core/routing.ts';
import { workContentAt } from '../content.ts';

/** Kinds of work with the dispositions people choose, queues, and the clocks of each priority. */
export function readCatalogue({ caller, now }: Context): Reply<typeof readWorkCatalogue> {
  const { escalation, kinds, queues } = workContentAt(now);
  return {
    kinds: [...kinds.values()].map((kind) => ({
      kind: kind.id,
      label: kind.label,
      needsContact: kind.needsContact,
      dispositions: kind.dispositions
        .filter((one) => one.chosenBy === 'person')
        .map(({ code, label, noteRequired, followUp, followUpDays = null }) => {
          return { code, label, noteRequired, followUp, followUpDays };
        }),
    })),
    queues: queues.map((queue) => ({
      id: queue.id,
      label: queue.label,
      level: queue.level,
      mine: servesQueue(caller.roles, queue),
    })),
    priorities: escalation.priorities.map((policy) => ({
      priority: policy.priority,
      label: policy.label,
      calendar: policy.calendar,
      acknowledge: policy.said.acknowledge,
      contact: policy.said.contact,
      longestSnoozeMinutes: policy.longestSnoozeMinutes,
      longestWaitMinutes: policy.longestWaitMinutes,
    })),
  };
}
