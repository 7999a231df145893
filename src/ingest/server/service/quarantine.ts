import type { AuditAction } from '../../../access/core/audit.ts';
import { findUser } from '../../../access/server/service/users.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { loadPatientHeaders, openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import type { listQuarantine, QuarantineItem } from '../../contract.ts';
import { isReleasable, type HeldCandidate } from '../../core/held.ts';
import { itemMessages } from '../../core/item-codes.ts';
import { ingestProblems } from '../../core/problems.ts';
import { selectHeldItem, selectHeldItems, type HeldItemRow } from '../store/held-items.ts';

const pageSize = 50;

/**
 * Held and refused items, newest first. Of restricted patients the list says only that there is something:
 * what it was is shown by the item itself, behind the patient's gate.
 */
export async function listItems(
  context: Context,
  query: Input<typeof listQuarantine>['query'],
): Promise<Reply<typeof listQuarantine>> {
  const { tx, caller } = context;
  const { state = null, outcome = null, reason = null, limit = pageSize } = query;
  if (query.patientId !== undefined) await openPatient(context, query.patientId);
  const after = query.after === undefined ? null : readCursor(query.after);
  const rows = await selectHeldItems(tx, caller.organizationId, {
    ...{ state, outcome, reason, after, practiceId: caller.practiceId, limit: limit + 1 },
    patientId: query.patientId ?? caller.patientId,
  });
  const page = rows.slice(0, limit);
  const items = await describeItems(context, page, query.patientId !== undefined);
  const patientIds = page.flatMap((row) => row.patientId ?? []);
  await recordAudit(context, { action: 'quarantine.list', patientIds });
  const last = page.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(last) : null };
}

function cursorOf({ arrivedAt, id }: HeldItemRow): string {
  return `${arrivedAt.toISOString()}_${id}`;
}

function readCursor(cursor: string) {
  const [at = '', id = ''] = cursor.split('_');
  const arrivedAt = new Date(at);
  if (Number.isNaN(arrivedAt.getTime()) || !isUuid(id)) {
    throw platformProblems['request.invalid']({ fields: [{ at: '/after', why: 'not a cursor' }] });
  }
  return { arrivedAt, id };
}

/** One held item, if the caller may see its patient. */
export async function readItem(context: Context, id: string): Promise<QuarantineItem> {
  const row = await openItem(context, id, false);
  await auditItem(context, row, 'quarantine.read');
  return describeItem(context, row);
}

/** The item as screens show it, for a caller who has passed the gate. */
export async function describeItem(context: Context, row: HeldItemRow): Promise<QuarantineItem> {
  const [item] = await describeItems(context, [row], true);
  if (item === undefined) throw new Error('One item was described as none.');
  return item;
}

/** Who did what with one item; never what the values were. */
export async function auditItem(
  context: Context,
  row: HeldItemRow,
  action: AuditAction,
  patientIds: readonly string[] = [],
): Promise<void> {
  await recordAudit(context, {
    action,
    patientIds: row.patientId === null ? patientIds : [row.patientId, ...patientIds],
    subject: `quarantine:${row.id}`,
    detail: { reason: row.reason, outcome: row.outcome },
  });
}

/** One item behind the gate of its patient; what belongs to nobody yet is for the whole organization's staff. */
export async function openItem(context: Context, id: string, lock: boolean): Promise<HeldItemRow> {
  const { tx, caller } = context;
  const row = await selectHeldItem(tx, caller.organizationId, id, lock);
  if (row === undefined) throw platformProblems['record.not-found']();
  if (row.patientId !== null) await openPatient(context, row.patientId);
  else if (caller.practiceId !== null || caller.patientId !== null) {
    throw platformProblems['record.not-found']();
  }
  return row;
}

/** The same to decide about it: nobody else does until the end of the transaction, or has before. */
export async function openUndecided(context: Context, id: string): Promise<HeldItemRow> {
  const row = await openItem(context, id, true);
  if (row.state !== 'open') throw ingestProblems['ingest.already-decided']();
  return row;
}

async function describeItems(
  context: Context,
  rows: readonly HeldItemRow[],
  opened: boolean,
): Promise<QuarantineItem[]> {
  const ids = rows.flatMap((row) => row.patientId ?? []);
  const headers = await loadPatientHeaders(context.tx, ids);
  const names = await decidersOf(context, rows);
  return rows.map((row): QuarantineItem => {
    const header = row.patientId === null ? undefined : headers.get(row.patientId);
    const hidden = !opened && header?.restricted === true;
    const { title, advice } = itemMessages[row.reason];
    return {
      ...{ id: row.id, outcome: row.outcome, state: row.state, reason: row.reason },
      ...{ messages: title, advice, detail: { ...row.detail } },
      patient: header ? { id: header.id, name: header.name, language: header.language } : null,
      kind: row.kind,
      candidate: row.candidate === null || hidden ? null : understoodOf(row.candidate),
      raw: hidden ? null : (row.raw ?? null),
      source: row.source,
      arrivedAt: row.arrivedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? row.decidedBy),
      note: row.decisionNote,
      releasable: isReleasableItem(row),
    };
  });
}

/** What was understood of an item, flat: `{ patient, at, device, kind, values, unit … }`. */
function understoodOf({ candidate, measurement }: HeldCandidate): Record<string, unknown> {
  const { index: _index, ...told } = candidate;
  return { ...told, ...measurement };
}

/** Whether a person's belief is all that an item lacks. */
export function isReleasableItem(row: HeldItemRow): boolean {
  const { state, outcome, patientId, candidate, reason } = row;
  const complete = outcome === 'quarantined' && patientId !== null && candidate !== null;
  return state === 'open' && complete && isReleasable(reason);
}

async function decidersOf(
  context: Context,
  rows: readonly HeldItemRow[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(rows.flatMap((row) => row.decidedBy ?? []))) {
    const user = await findUser(context, id);
    if (user !== undefined) names.set(id, user.displayName);
  }
  return names;
}
