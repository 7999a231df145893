import type { Queue } from './queue.ts';

/** Somebody who is working now. */
export interface PersonOnDuty {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly languages: readonly string[];
  readonly skills: readonly string[];
}

/** Nobody has asked the patient: whoever is on duty finds out. */
const languageNotKnown = 'und';

/** What routing needs to know of an item. */
export interface RoutedWork {
  readonly kind: string;
  readonly language: string;
  readonly skill: string | null;
}

export interface Route {
  readonly queue: string;
  /** Nobody on duty speaks the patient's language: it stands in the last queue and does not wait. */
  readonly languageGap: boolean;
}

/** What routing decides by. `open`: whether anybody is expected to be on duty for this item now. */
export interface RoutingTable {
  readonly queues: readonly Queue[];
  readonly lastQueue: string;
  readonly needsContact: boolean;
  readonly onDuty: readonly PersonOnDuty[];
  readonly open: boolean;
}

/**
 * The queue for an item: the lowest level that takes its kind and language and in which somebody on
 * duty speaks the language and has the skill; failing the skill, the lowest in which somebody speaks
 * the language. When nobody on duty speaks it the item goes to the last queue at once, with the gap
 * visible. Outside business hours work that keeps them waits in its own queue.
 */
export function routeWork(work: RoutedWork, table: RoutingTable): Route {
  const takers = table.queues
    .filter((queue) => queue.kinds.includes(work.kind) && takesLanguage(queue, work, table))
    .toSorted((a, b) => a.level - b.level || (a.id < b.id ? -1 : 1));
  const home = takers[0]?.id ?? table.lastQueue;
  if (!table.needsContact || !table.open) return { queue: home, languageGap: false };
  const speaks = (queue: Queue, skill: string | null) =>
    table.onDuty.some(
      (person) =>
        servesQueue(person.roles, queue) &&
        (work.language === languageNotKnown || person.languages.includes(work.language)) &&
        (skill === null || person.skills.includes(skill)),
    );
  const found =
    takers.find((queue) => speaks(queue, work.skill)) ??
    takers.find((queue) => speaks(queue, null));
  return found
    ? { queue: found.id, languageGap: false }
    : { queue: table.lastQueue, languageGap: true };
}

/** Tells whether somebody with these roles works on what waits in a queue. */
export function servesQueue(roles: readonly string[], queue: Queue): boolean {
  return roles.some((role) => queue.roles.includes(role));
}

function takesLanguage(queue: Queue, work: RoutedWork, table: RoutingTable): boolean {
  return !table.needsContact || !queue.languages || queue.languages.includes(work.language);
}
