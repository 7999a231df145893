import { recordAudit } from '../../access/server/service.ts';
import type { Input, Reply } from '../../platform/core/contract.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import type { Context } from '../../platform/server/context.ts';
import { fullName } from '../../people/core/name.ts';
import { isFolded } from '../../monitoring/core/arbiter.ts';
import type { Priority } from '../../work/core/finding.ts';
import type { Headline } from '../../work/core/item.ts';
import { readCursor, writeCursor, type Worklist } from '../core/worklist.ts';
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

/** One page of a list; audited with every patient that it shows. */
export async function readPage(
  context: Context,
  listId: string,
  query: PageQuery,
): Promise<Reply<typeof readWorklist>> {
  const list = worklists.find((candidate) => candidate.id === listId);
  if (!list) throw platformProblems['record.not-found']();
  const after = query.after === undefined ? undefined : readCursor(query.after);
  if (query.after !== undefined && !after)
    throw platformProblems['request.invalid']({ reason: 'after' });
  const limit = query.limit ?? 50;
  const asked = readFilters(context, list, query);
  const foldable = query.fold === true && !asked.priorities && !asked.owners && !asked.unowned;
  const flood = foldable ? await currentFlood(context) : null;
  const filters = flood === null ? asked : { ...asked, priorities: priorities.filter(isShown) };
  const rows = await selectPage(
    context.tx,
    context.caller.organizationId,
    filters,
    after,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  await recordAudit(context, {
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
    asOf: context.now.toISOString(),
  };
}

const priorities: readonly Priority[] = [1, 2, 3, 4];

function isShown(priority: Priority): boolean {
  return !isFolded(priority, true);
}

function readFilters(context: Context, list: Worklist, query: PageQuery): WorklistFilters {
  const owners = list.startsWith === 'mine' && !query.owner ? ['me'] : words(query.owner);
  const named = owners?.filter((owner) => owner !== 'none').map((owner) => ownerId(context, owner));
  const [urgencies, languages, queues, states] = [
    query.priority,
    query.language,
    query.queue,
    query.state,
  ].map(words);
  const kinds = words(query.kind) ?? (list.kinds.length > 0 ? list.kinds : undefined);
  // A caller bound to one practice sees its patients only, whatever the address says.
  const practiceId = context.caller.practiceId ?? query.practice;
  return {
    ...(urgencies ? { priorities: urgencies.map(Number) } : {}),
    ...(languages ? { languages } : {}),
    ...(queues ? { queues } : {}),
    ...(states ? { states } : {}),
    ...(kinds ? { kinds } : {}),
    ...(practiceId ? { practiceId } : {}),
    ...(named?.length ? { owners: named } : {}),
    ...(owners?.includes('none') ? { unowned: true } : {}),
    ...(query.overdue ? { overdueAt: context.now } : {}),
    ...(query.gap ? { languageGap: true } : {}),
    ...(query.age ? { age: { bucket: query.age, at: context.now } } : {}),
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';

function ownerId(context: Context, owner: string): string {
  return owner === 'me' ? (context.caller.id ?? nobody) : owner;
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
export async function readBoardCounts(context: Context): Promise<Reply<typeof readBoard>> {
  const { organizationId } = context.caller;
  const counts = await selectCounts(context.tx, organizationId, context.now);
  const ages = await selectAges(context.tx, organizationId, context.now);
  const onDuty = await selectOnDuty(context.tx, organizationId);
  const handOffs = await selectHandOffCounts(context.tx, organizationId, context.now);
  return {
    counts: counts.map((row) => ({ ...row, oldestRaisedAt: row.oldestRaisedAt.toISOString() })),
    ages,
    onDuty: onDuty.map((person) => ({ ...person, owned: person.owned ?? 0 })),
    offeredHandOffs: handOffs.offered,
    lateHandOffs: handOffs.late,
    asOf: context.now.toISOString(),
  };
}
