import { platformProblems } from '../../platform/core/problem.ts';
import type { Caller, Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { announce } from '../../platform/server/live.ts';
import type { SharedContext } from '../../platform/server/shared-reads.ts';
import type { AuditAction, AuditPurpose } from '../core/audit.ts';
import { breakGlassProblems } from '../core/problems.ts';
import { readAccessSettings } from '../core/session-limits.ts';
import {
  insertAuditEvents,
  selectWhoSaw,
  type AuditActor,
  type AuditRow,
  type NewAuditEvent,
} from './store/audit.ts';
import {
  insertBreakGlass,
  lockUnreviewed,
  selectOpenBreakGlass,
  selectReviews,
  updateReview,
  type ReviewRow,
} from './store/break-glass.ts';
import {
  endDuty,
  endDutyWithoutSession,
  insertDuty,
  isOnDuty as hasOpenDuty,
  selectOnDuty,
  type OnDutyRow,
} from './store/duty.ts';
import { endStaleSessions } from './store/identities.ts';
import { selectOrganization } from './store/organizations.ts';

export interface AuditEntry {
  /** What was done: `<what>.<verb>`, such as `chart.read`. */
  readonly action: AuditAction;
  /** Every patient whose information was seen or changed. */
  readonly patientIds: readonly string[];
  /** The thing itself: `<kind>:<id>`. */
  readonly subject?: string;
  /** Codes, ids and counts; never health information in words. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Care, when not said otherwise; for Enlace itself operations. */
  readonly purpose?: AuditPurpose;
}

/** Writes to the audit log that the caller saw or changed something, and counts it in the context. */
export async function recordAudit(context: Context, entry: AuditEntry): Promise<void> {
  const { tx, caller, now } = context;
  await insertAuditEvents(tx, eventOf(entry, caller.organizationId, now), [
    actorOf(caller, entry, now),
  ]);
  context.audited += 1;
}

/** Writes to the audit log that each reader of a shared answer saw it, an event for every one of them. */
export async function recordAuditOfReaders(
  context: SharedContext,
  entry: AuditEntry,
): Promise<void> {
  const { tx, organizationId, readers, now } = context;
  const actors = readers.map((reader) => actorOf(reader, entry, now));
  await insertAuditEvents(tx, eventOf(entry, organizationId, now), actors);
  context.audited += actors.length;
}

function eventOf(entry: AuditEntry, organizationId: string, at: Date): NewAuditEvent {
  return {
    ...{ organizationId, at, action: entry.action },
    patientIds: [...new Set(entry.patientIds)].toSorted(),
    subject: entry.subject ?? null,
    detail: entry.detail ?? {},
  };
}

function actorOf(caller: Caller, entry: AuditEntry, now: Date): AuditActor {
  const usual = caller.kind === 'system' ? 'operations' : 'treatment';
  return {
    ...{ eventId: newId(now.getTime()), purpose: entry.purpose ?? usual },
    ...{ kind: caller.kind, id: caller.id, label: caller.label },
  };
}

export interface WhoSaw {
  readonly entries: readonly AuditRow[];
  /** Where the next page begins; null at the end. */
  readonly next: { readonly at: Date; readonly id: string } | null;
}

const whoSawPage = 200;

/** Who saw or changed a patient's information in [from, to), newest first; itself audited. */
export async function whoSaw(
  context: Context,
  patientId: string,
  range: { readonly from: Date; readonly to: Date; readonly after?: WhoSaw['next'] },
): Promise<WhoSaw> {
  const { organizationId } = context.caller;
  const after = range.after ?? null;
  const query = { patientId, from: range.from, to: range.to, after, limit: whoSawPage + 1 };
  const found = await selectWhoSaw(context.tx, organizationId, query);
  await recordAudit(context, {
    action: 'audit.read',
    patientIds: [patientId],
    purpose: 'operations',
  });
  const entries = found.slice(0, whoSawPage);
  const last = entries.at(-1);
  const next = found.length > whoSawPage && last ? { at: last.at, id: last.id } : null;
  return { entries, next };
}

/** Whether the caller has emergency access to this patient right now. */
export async function hasBrokenGlass(context: Context, patientId: string): Promise<boolean> {
  const { id, kind, organizationId } = context.caller;
  if (kind !== 'user' || id === null) return false;
  const open = await selectOpenBreakGlass(context.tx, organizationId, id, patientId, context.now);
  return open !== undefined;
}

export const minimumReasonLength = 15;

/**
 * Gives the caller emergency access to one patient for the organization's time box (4 hours), and
 * puts it before the privacy officer. Whoever has it already gets the same one back.
 */
export async function breakGlass(
  context: Context,
  request: { readonly patientId: string; readonly reason: string },
): Promise<{ id: string; endsAt: Date }> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const { patientId } = request;
  const reason = request.reason.trim();
  if (reason.length < minimumReasonLength) {
    throw breakGlassProblems['access.break-glass-reason']({ minimumLength: minimumReasonLength });
  }
  if (caller.kind !== 'user' || caller.id === null) throw platformProblems['record.not-found']();
  const open = await selectOpenBreakGlass(tx, organizationId, caller.id, patientId, now);
  if (open) {
    await recordAudit(context, { action: 'break-glass.repeat', patientIds: [patientId] });
    return open;
  }
  const { settings } = await selectOrganization(tx, organizationId);
  const hours = readAccessSettings(settings).breakGlassHours;
  const id = newId(now.getTime());
  const endsAt = new Date(now.getTime() + hours * 3_600_000);
  const row = { organizationId, id, userId: caller.id, patientId, reason, beganAt: now, endsAt };
  await insertBreakGlass(tx, row);
  const subject = `break-glass:${id}`;
  await recordAudit(context, { action: 'break-glass.begin', patientIds: [patientId], subject });
  await announce(tx, organizationId, ['reviews']);
  return { id, endsAt };
}

const reviewedDays = 90;

/** Emergency accesses that wait for the privacy officer, or those judged in the last 90 days. */
export async function listReviews(
  context: Context,
  state: 'open' | 'reviewed',
): Promise<readonly ReviewRow[]> {
  const since = new Date(context.now.getTime() - reviewedDays * 86_400_000);
  const { organizationId } = context.caller;
  const reviews = await selectReviews(context.tx, organizationId, state === 'open' ? null : since);
  await recordAudit(context, {
    action: 'break-glass.list',
    patientIds: reviews.map((review) => review.patientId),
    purpose: 'operations',
  });
  return reviews;
}

/** Stores the privacy officer's judgement of an emergency access; each is judged once, by somebody else. */
export async function reviewBreakGlass(context: Context, id: string, note: string): Promise<void> {
  const { tx, caller, now } = context;
  const row = await lockUnreviewed(tx, caller.organizationId, id);
  if (!row) throw platformProblems['record.not-found']();
  if (row.userId === caller.id) throw breakGlassProblems['access.own-review']();
  const review = { reviewedBy: caller.id, reviewedAt: now, reviewNote: note.trim() };
  await updateReview(tx, caller.organizationId, id, review);
  await recordAudit(context, {
    action: 'break-glass.review',
    patientIds: [row.patientId],
    subject: `break-glass:${id}`,
    purpose: 'operations',
  });
  await announce(tx, caller.organizationId, ['reviews']);
}

/** Who is on duty now, with their languages and skills. */
export async function listOnDuty(context: Context): Promise<readonly OnDutyRow[]> {
  return selectOnDuty(context.tx, context.caller.organizationId);
}

/** Whether the caller is on duty. */
export async function isOnDuty(context: Context): Promise<boolean> {
  const { id, organizationId } = context.caller;
  return id !== null && hasOpenDuty(context.tx, organizationId, id);
}

/** Puts the caller on or off duty; doing it twice changes nothing. */
export async function changeDuty(context: Context, onDuty: boolean): Promise<void> {
  const { tx, caller, now } = context;
  if (caller.kind !== 'user' || caller.id === null) throw platformProblems['record.not-found']();
  const { organizationId, id: userId } = caller;
  const changed = onDuty
    ? await insertDuty(tx, { organizationId, id: newId(now.getTime()), userId, beganAt: now })
    : await endDuty(tx, organizationId, userId, now);
  if (!changed) return;
  const action = onDuty ? 'duty.begin' : 'duty.end';
  await recordAudit(context, { action, patientIds: [], purpose: 'operations' });
  await announce(tx, organizationId, ['duty']);
}

/**
 * Ends sessions past their limits and the duty of whoever has no session any more. The invented
 * staff of a demonstration never signs in and stays on duty until somebody ends it for them.
 */
export async function endStaleAccess(context: Context): Promise<void> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const organization = await selectOrganization(tx, organizationId);
  const settings = readAccessSettings(organization.settings);
  const idleSince = new Date(now.getTime() - settings.idleMinutes * 60_000);
  const beganBefore = new Date(now.getTime() - settings.sessionHours * 3_600_000);
  for (const userId of await endStaleSessions(tx, idleSince, beganBefore)) {
    await recordAudit(context, {
      action: 'session.expire',
      patientIds: [],
      subject: `user:${userId}`,
    });
  }
  if (organization.demonstration) return;
  const gone = await endDutyWithoutSession(tx, organizationId, now);
  for (const userId of gone) {
    await recordAudit(context, { action: 'duty.end', patientIds: [], subject: `user:${userId}` });
  }
  if (gone.length > 0) await announce(tx, organizationId, ['duty']);
}
