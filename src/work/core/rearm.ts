import { asOpen, freshDeadlines, routeNow, type Setting } from './change.ts';
import { earlier, type Deadlines } from './clocks.ts';
import type { Finding, Priority } from './finding.ts';
import { updateHeadline } from './headline.ts';
import { commonOf, type Clock, type LiveWork, type OpenWork, type Work } from './item.ts';

/** How much of what was done counts after worse evidence. */
interface Standing extends Deadlines {
  readonly acknowledgedAt: Date | null;
  readonly contactedAt: Date | null;
  readonly contactAttempts: number;
}

/**
 * Open work after worse evidence. It asks for a new acknowledgement and a new contact; a clock that is
 * still running is never made later, so that a stream of worse readings cannot put it off. Only
 * somebody who has acknowledged and is still trying to reach the patient is left alone while the same
 * thing gets worse by degrees.
 */
export function rearm(
  item: LiveWork,
  priority: Priority,
  findings: readonly Finding[],
  setting: Setting,
): OpenWork {
  const fresh = freshDeadlines(setting, priority);
  const work: Work = {
    ...commonOf(item),
    priority,
    worstPriority: priority < item.worstPriority ? priority : item.worstPriority,
    headline: updateHeadline(item.headline, findings),
    raisedAt: setting.now,
    ...(item.state === 'open'
      ? standing(item, fresh, onlyByDegrees(item, priority, findings))
      : { ...fresh, ...nothingDone }),
  };
  const routed = rerouted(work, setting);
  return asOpen(setting, routed, item.state === 'open' ? hastened(item, priority, fresh) : null);
}

const nothingDone = { acknowledgedAt: null, contactedAt: null, contactAttempts: 0 } as const;

function standing(item: LiveWork, fresh: Deadlines, byDegrees: boolean): Standing {
  const { acknowledgedAt, contactedAt, contactAttempts } = item;
  if (contactedAt) return { ...fresh, ...nothingDone };
  const pending = {
    contactDueAt: earlier(item.contactDueAt, fresh.contactDueAt),
    resolveDueAt: earlier(item.resolveDueAt, fresh.resolveDueAt),
    contactedAt,
    contactAttempts,
  };
  if (!acknowledgedAt) {
    const acknowledgeDueAt = earlier(item.acknowledgeDueAt, fresh.acknowledgeDueAt);
    return { ...pending, acknowledgedAt, acknowledgeDueAt };
  }
  return byDegrees
    ? { ...pending, acknowledgedAt, acknowledgeDueAt: item.acknowledgeDueAt }
    : { ...pending, acknowledgedAt: null, acknowledgeDueAt: fresh.acknowledgeDueAt };
}

/** The same rules, the same urgency: only figures moved. */
function onlyByDegrees(item: LiveWork, priority: Priority, findings: readonly Finding[]): boolean {
  return (
    priority === item.priority &&
    findings.every((finding) =>
      item.headline.worst.some(
        (known) =>
          known.ruleId === finding.ruleId &&
          known.direction === finding.direction &&
          known.priority <= finding.priority,
      ),
    )
  );
}

/** The running clock, due no later than a fresh one; a more urgent ladder begins at its first rung. */
function hastened(item: OpenWork, priority: Priority, fresh: Deadlines): Clock {
  const due = {
    acknowledge: fresh.acknowledgeDueAt,
    contact: fresh.contactDueAt,
    resolve: fresh.resolveDueAt,
    wake: item.clock.at,
  }[item.clock.name];
  const step = priority < item.priority ? 0 : item.clock.step;
  return { name: item.clock.name, at: earlier(item.clock.at, due), step };
}

/** Work that nobody owns and routing placed, placed again: the language or the hours may have changed. */
function rerouted(work: Work, setting: Setting): Work {
  if (work.ownerId !== null || work.queueBy !== 'routing') return work;
  const route = routeNow(setting, work, work.priority);
  return { ...work, queue: route.queue, languageGap: route.languageGap };
}
