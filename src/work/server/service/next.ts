import { findUser } from '../../../access/server/service/users.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { Priority } from '../../core/finding.ts';
import { servesQueue } from '../../core/routing.ts';
import { requirePerson } from '../admission.ts';
import { workContentAt } from '../content.ts';
import { selectNextItem } from '../store/next.ts';

export interface NextFilters {
  readonly priority?: Priority;
  readonly language?: string;
  readonly queue?: string;
  readonly kind?: string;
  readonly practiceId?: string;
  /** The item just left: not this one again. */
  readonly after?: string;
}

/**
 * The id of the best next item for the caller, or null: most urgent first, oldest first, in a queue
 * that a role of theirs serves, a language they speak (or nobody on duty does), with skills they have.
 */
export async function nextItem(context: Context, filters: NextFilters): Promise<string | null> {
  const { caller, now, tx } = context;
  const userId = requirePerson(context);
  const person = await findUser(context, userId);
  const { queues } = workContentAt(now);
  return selectNextItem(tx, caller.organizationId, {
    userId,
    // Whoever is here can find out what an unknown language is.
    languages: [...caller.languages, 'und'],
    skills: person?.skills ?? [],
    queues: queues.filter((queue) => servesQueue(caller.roles, queue)).map((queue) => queue.id),
    practiceId: caller.practiceId ?? filters.practiceId ?? null,
    priority: filters.priority ?? null,
    language: filters.language ?? null,
    queue: filters.queue ?? null,
    kind: filters.kind ?? null,
    after: filters.after ?? null,
  });
}
