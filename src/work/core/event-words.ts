import type { Text } from '../../platform/core/text.ts';
import { policyOf, type Escalation } from './escalation.ts';
import type { WorkEvent } from './event.ts';
import type { Finding, Priority } from './finding.ts';

/** Where the words are that an event refers to by code. */
export interface EventContent {
  readonly escalation: Escalation;
  readonly priority: Priority;
  readonly queue: (id: string) => Text;
  readonly disposition: (code: string) => Text;
}

/** What content or evidence says of an event: the rung, the queue, the disposition, what was found. */
export function eventWords(event: WorkEvent, content: EventContent): Text | null {
  switch (event.type) {
    case 'opened':
    case 'raised':
    case 'downgraded':
    case 'cleared':
      return findingWords(event.findings);
    case 'escalated':
      return rungWords(event, content);
    case 'resolved':
      return content.disposition(event.disposition);
    case 'routed':
    case 'language-gap':
    case 'language-gap-ended':
    case 'hand-off-escalated':
      return content.queue(event.queue);
    default:
      return null;
  }
}

function findingWords(findings: readonly Finding[]): Text | null {
  if (findings.length === 0) return null;
  return {
    en: findings.map((one) => one.text.en).join('; '),
    es: findings.map((one) => one.text.es).join('; '),
  };
}

// The priority may have changed since: the rung is looked for in every ladder of this clock.
function rungWords(
  { clock, step }: Extract<WorkEvent, { type: 'escalated' }>,
  { escalation, priority }: EventContent,
): Text | null {
  if (clock === 'wake') return null;
  const policies = [policyOf(escalation, priority), ...escalation.priorities];
  const rungs = policies.flatMap((policy) => policy.ladders[clock]);
  return rungs.find((one) => one.step === step)?.label ?? null;
}
