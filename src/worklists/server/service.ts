import { recordAuditOfReaders } from '../../access/server/service.ts';
import type { Input, Reply } from '../../platform/core/contract.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import type { Caller } from '../../platform/server/context.ts';
import type { SharedContext } from '../../platform/server/shared-reads.ts';
import { fullName } from '../../people/core/name.ts';
import { isFolded } from '../../monitoring/core/arbiter.ts';
import type { Priority } from '../../work/core/finding.ts';
import type { Headline } from '../../work/core/item.ts';
import { readCursor, writeCursor, type Worklist, type WorklistCursor } from '../core/worklist.ts';
import type { readBoard, readWorklist, WorklistItem } from '../contract.ts';
import { followUps } from '../follow-ups.ts';
import { mine } from '../mine.ts';
import { triage } from '../triage.ts';
import { currentFlood } from './flood.ts';
import { selectAges, selectCounts, selectHandOffCounts, selectOnDuty } from './store/board.ts';
import type { WorklistFilters } from './store/filters.ts';
import { selectPage, type WorklistRow } from './store/page.ts';

/** Every list there is, in the order of the navigation. */
export const worklists: readonly Worklist[] = [triage, mine, followUps];

type PageQuery = Input<typeof readWorklist>['query'];

/** One page of a list, with the practice and the person of whoever asks already put in. */
export interface ListQuestion {
  readonly listId: string;
  readonly filters: WorklistFilters;
  readonly after: WorklistCursor | undefined;
  readonly limit: number;
  /** During a flood of alerts leaves out what can wait. */
  readonly folds: boolean;
}

/** What a caller asks for with the address of a page; refuses a list or a place that there is not. */
export function questionOf(caller: Caller, listId: string, query: PageQuery): ListQuestion {
  const list = findList(listId);
  const after = query.after === undefined ? undefined : readCursor(query.after);
  if (query.after !== undefined && !after)
    throw platformProblems['request.invalid']({ reason: 'after' });
  const filters = readFilters(caller, list, query);
  const folds = query.fold === true && !filters.priorities && !filters.owners && !filters.unowned;
  return { listId, filters, after, limit: query.limit ?? 50, folds };
}

function findList(listId: string): Worklist {
  const list = worklists.find((candidate) => candidate.id === listId);
  if (!list) throw platformProblems['record.not-found']();
  return list;
}

/** One page of a list; audited of each reader with every patient that it shows. */
export async function readPage(
  context: SharedContext,
  question: ListQuestion,
): Promise<Reply<typeof readWorklist>> {
  const { tx, organizationId, now } = context;
  const { after, limit, folds } = question;
  const list = findList(question.listId);
  const flood = folds ? await currentFlood(context) : null;
  const filters =
    flood === null
      ? question.filters
      : { ...question.filters, priorities: priorities.filter(isShown) };
  const rows = await selectPage(tx, organizationId, { filters, after, limit: limit + 1, now });
  const page = rows.slice(0, limit);
  await recordAuditOfReaders(context, {
    action: 'worklist.read',
    patientIds: page.flatMap((row) => row.patientId ?? []),
    subject: list.id,
  });
  const last = page.at(-1);
  const more = rows.length > limit && last;
  return {
    list: { id: list.id, title: list.title },
    items: page.map(toItem),
    flood,
    next: more ? writeCursor({ ...last, raisedAt: last.raisedAt.toISOString() }) : null,
    asOf: now.toISOString(),
  };
}

const priorities: readonly Priority[] = [1, 2, 3, 4];

function isShown(priority: Priority): boolean {
  return !isFolded(priority, true);
}

function readFilters(caller: Caller, list: Worklist, query: PageQuery): WorklistFilters {
  const owners = list.startsWith === 'mine' && !query.owner ? ['me'] : words(query.owner);
  const named = owners?.filter((owner) => owner !== 'none').map((owner) => ownerId(caller, owner));
  const [urgencies, languages, queues, states] = [
    query.priority,
    query.language,
    query.queue,
    query.state,
  ].map(words);
  const kinds = words(query.kind) ?? (list.kinds.length > 0 ? list.kinds : undefined);
  // A caller bound to one practice sees its patients only, whatever the address says.
  const practiceId = caller.practiceId ?? query.practice;
  return {
    ...(urgencies ? { priorities: urgencies.map(Number) } : {}),
    ...(languages ? { languages } : {}),
    ...(queues ? { queues } : {}),
    ...(states ? { states } : {}),
    ...(kinds ? { kinds } : {}),
    ...(practiceId ? { practiceId } : {}),
    ...(named?.length ? { owners: named } : {}),
    ...(owners?.includes('none') ? { unowned: true } : {}),
    ...(query.overdue ? { overdue: true } : {}),
    ...(query.gap ? { languageGap: true } : {}),
    ...(query.age ? { age: query.age } : {}),
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';

function ownerId(caller: Caller, owner: string): string {
  return owner === 'me' ? (caller.id ?? nobody) : owner;
}

function words(list: string | undefined): string[] | undefined {
  return list?.split(',').filter(Boolean);
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

function toItem(row: WorklistRow): WorklistItem {
  const headline = row.headline as unknown as Headline;
  return {
    id: row.id,
    kind: row.kind,
    priority: row.priority,
    state: row.state,
    language: row.language,
    languageGap: row.languageGap,
    queue: row.queue,
    owner: row.ownerId && row.ownerName ? { id: row.ownerId, name: row.ownerName } : null,
    patient: toPatient(row),
    findings: [...headline.findings],
    handOffOffered: row.handOffId !== null,
    openedAt: row.openedAt.toISOString(),
    raisedAt: row.raisedAt.toISOString(),
    acknowledgeDueAt: iso(row.acknowledgeDueAt),
    contactDueAt: iso(row.contactDueAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    contactedAt: iso(row.contactedAt),
    wakeAt: row.nextClock === 'wake' ? iso(row.nextClockAt) : null,
    escalationStep: row.escalationStep,
    version: row.version,
  };
}

function toPatient(row: WorklistRow): WorklistItem['patient'] {
  if (!row.patientId || row.givenNames === null || row.familyName === null) return null;
  const { givenNames, familyName, secondFamilyName, preferredName } = row;
  return {
    id: row.patientId,
    name: fullName({ givenNames, familyName, secondFamilyName, preferredName }),
    birthDate: row.birthDate,
    language: row.patientLanguage ?? row.language,
    interpreterNeeded: row.interpreterNeeded,
    zone: row.zone ?? 'UTC',
    restricted: row.restricted ?? false,
    practice: row.practiceName ?? '',
  };
}

/** The supervisor's board: how much is open, overdue, unowned, in which language, and who is on duty. */
export async function readBoardCounts({
  tx,
  organizationId,
  now,
}: SharedContext): Promise<Reply<typeof readBoard>> {
  const counts = await selectCounts(tx, organizationId, now);
  const ages = await selectAges(tx, organizationId, now);
  const onDuty = await selectOnDuty(tx, organizationId);
  const handOffs = await selectHandOffCounts(tx, organizationId, now);
  return {
    counts: counts.map((row) => ({ ...row, oldestRaisedAt: row.oldestRaisedAt.toISOString() })),
    ages,
    onDuty: onDuty.map((person) => ({ ...person, owned: person.owned ?? 0 })),
    offeredHandOffs: handOffs.offered,
    lateHandOffs: handOffs.late,
    asOf: now.toISOString(),
  };
}
