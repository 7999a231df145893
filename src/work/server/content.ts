import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { effectiveOn, type Content, type ContentHeader } from '../../platform/core/content.ts';
import { EscalationSchema, type Escalation } from '../core/escalation.ts';
import { HolidayRulesSchema, type HolidayRules } from '../core/holidays.ts';
import { QueueSchema, type Queue } from '../core/queue.ts';
import {
  catalogueIssues,
  StatementCatalogueSchema,
  wordingOf,
  type StatementCatalogue,
} from '../core/statement-catalogue.ts';
import type { Wording } from '../core/statement.ts';
import { WorkKindSchema, type WorkKind } from '../core/work-kind.ts';

/** The work content that applies on a day. */
export interface WorkContent {
  readonly escalation: Escalation;
  readonly queues: readonly Queue[];
  readonly kinds: ReadonlyMap<string, WorkKind>;
  readonly statements: Wording;
}

interface LoadedContent {
  readonly escalations: readonly Content<Escalation>[];
  readonly queues: readonly Content<Queue>[];
  readonly kinds: readonly Content<WorkKind>[];
  readonly statements: readonly Content<StatementCatalogue>[];
}

let loaded: LoadedContent | undefined;
let current: { readonly day: string; readonly content: WorkContent } | undefined;

/** The clocks, queues, kinds of work and statements in force at an instant; read from disk once. */
export function workContentAt(now: Date): WorkContent {
  const day = now.toISOString().slice(0, 10);
  if (current?.day === day) return current.content;
  loaded ??= loadWorkContent();
  current = { day, content: contentOn(loaded, day) };
  return current.content;
}

/**
 * Reads all work content and checks it, also for each later day on which something begins to apply.
 * Throws when a file is wrong or refers to something that is not there.
 */
export function loadWorkContent(root = contentRoot): LoadedContent {
  const all = {
    escalations: loadContent(`${root}escalation`, EscalationSchema),
    queues: loadContent(`${root}queues`, QueueSchema),
    kinds: loadContent(`${root}dispositions`, WorkKindSchema),
    statements: loadContent(`${root}handoff`, StatementCatalogueSchema),
  };
  const folders: readonly (readonly Content<ContentHeader>[])[] = Object.values(all);
  const days = folders.map((folder) =>
    folder.map((one) => one.definition.effectiveFrom).toSorted(),
  );
  const complete =
    days
      .map(([first = '']) => first)
      .toSorted()
      .at(-1) ?? '';
  for (const day of new Set(days.flat())) if (day >= complete) contentOn(all, day);
  return all;
}

/** The holidays that a new organization starts with. */
export function loadHolidayRules(root = contentRoot): HolidayRules {
  const [rules] = loadContent(`${root}calendar`, HolidayRulesSchema);
  if (!rules) throw new Error('content/calendar holds no holidays.');
  return rules.definition;
}

/** The content of one day, checked for references: every queue named exists, every kind has a home. */
export function contentOn(all: LoadedContent, day: string): WorkContent {
  const queues = effectiveOn(all.queues, day).map((one) => one.definition);
  const kinds = effectiveOn(all.kinds, day).map((one) => one.definition);
  const [escalation] = effectiveOn(all.escalations, day);
  const [statements] = effectiveOn(all.statements, day);
  if (!escalation || !statements) throw new Error(`No escalation or statements apply on ${day}.`);
  const issues = [
    ...brokenReferences(escalation.definition, queues, kinds),
    ...catalogueIssues(statements.definition),
  ];
  if (issues.length > 0) throw new Error(`Work content does not fit together. ${issues.join(' ')}`);
  return {
    escalation: escalation.definition,
    queues,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    statements: wordingOf(statements.definition),
  };
}

function brokenReferences(
  escalation: Escalation,
  queues: readonly Queue[],
  kinds: readonly WorkKind[],
): readonly string[] {
  const known = new Set(queues.map((queue) => queue.id));
  const ladders = [
    ...escalation.priorities.flatMap((one) => Object.values(one.ladders).flat()),
    ...escalation.handOff.ladder,
  ];
  const named = [escalation.lastQueue, ...ladders.flatMap((rung) => rung.queue ?? [])];
  const priorities = new Set(escalation.priorities.map((one) => one.priority));
  return [
    ...[...new Set(named)]
      .filter((id) => !known.has(id))
      .map((id) => `Escalation names the queue ${id}, which does not exist.`),
    ...(priorities.size === 4
      ? []
      : ['Escalation does not define each of the four priorities once.']),
    ...kinds
      .filter((kind) => !queues.some((queue) => queue.kinds.includes(kind.id)))
      .map((kind) => `No queue takes ${kind.id}.`),
    ...queues
      .flatMap((queue) => queue.kinds)
      .filter((id) => !kinds.some((kind) => kind.id === id))
      .map((id) => `A queue takes ${id}, which is no kind of work.`),
  ];
}
