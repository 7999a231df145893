import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { ContactPointChanges, NewContactPoint } from '../../contract.ts';
import { normalizeContactValue } from '../../core/contact-point.ts';
import { peopleProblems } from '../../core/problems.ts';
import type { ContactPoint } from '../../core/schemas.ts';
import { openPatientToChange } from '../service.ts';
import {
  clearPreferred,
  endContactPointRow,
  insertContactPoints,
  lockContactPoint,
  updateContactPoint,
  type ContactPointRow,
} from '../store/contact-points.ts';

/** Reads a contact point as given; refuses with `people.contact-invalid` what its channel cannot reach. */
export function readContactPoint(
  context: Context,
  patientId: string,
  given: NewContactPoint,
): ContactPointRow {
  const value = normalizeContactValue(given.channel, given.value);
  if (value === null) throw peopleProblems['people.contact-invalid']({ channel: given.channel });
  const consent = given.consent ?? 'unknown';
  return {
    id: newId(context.now.getTime()),
    patientId,
    channel: given.channel,
    value,
    use: given.use ?? 'home',
    preferred: given.preferred ?? false,
    consent,
    ...whoAsked(context, consent),
  };
}

/** Adds a way to reach the patient; as the preferred one it takes the place of another of its channel. */
export async function addContactPoint(
  context: Context,
  patientId: string,
  given: NewContactPoint,
): Promise<ContactPoint> {
  await openPatientToChange(context, patientId);
  const point = readContactPoint(context, patientId, given);
  if (point.preferred) await clearPreferred(context.tx, patientId, point.channel);
  const added = await insertContactPoints(context.tx, context.caller.organizationId, [point]);
  if (added.length === 0) throw peopleProblems['people.contact-exists']();
  await recordChange(context, patientId, 'contact-point.add', point.id, {
    channel: point.channel,
    consent: point.consent,
  });
  return toContactPoint(point);
}

/** Changes use, preference or consent; a consent keeps who recorded it and when. */
export async function changeContactPoint(
  context: Context,
  patientId: string,
  id: string,
  changes: ContactPointChanges,
): Promise<ContactPoint> {
  await openPatientToChange(context, patientId);
  const before = isUuid(id) ? await lockContactPoint(context.tx, patientId, id) : undefined;
  if (!before) throw platformProblems['record.not-found']();
  const consent = changes.consent ?? before.consent;
  const after: ContactPointRow = {
    ...before,
    use: changes.use ?? before.use,
    preferred: changes.preferred ?? before.preferred,
    consent,
    ...(changes.consent === undefined ? {} : whoAsked(context, consent)),
  };
  if (after.preferred && !before.preferred)
    await clearPreferred(context.tx, patientId, after.channel);
  await updateContactPoint(context.tx, after);
  await recordChange(context, patientId, 'contact-point.change', id, {
    channel: after.channel,
    consentBefore: before.consent,
    consent,
  });
  return toContactPoint(after);
}

/** Stops using a contact point. It stays in the record with its consent. */
export async function endContactPoint(
  context: Context,
  patientId: string,
  id: string,
): Promise<{ ended: true }> {
  await openPatientToChange(context, patientId);
  const ended = isUuid(id) && (await endContactPointRow(context.tx, patientId, id, context.now));
  if (!ended) throw platformProblems['record.not-found']();
  await recordChange(context, patientId, 'contact-point.end', id, {});
  return { ended: true };
}

/** A stored contact point as screens see it. */
export function toContactPoint({ patientId: _patientId, ...row }: ContactPointRow): ContactPoint {
  return { ...row, consentAt: row.consentAt?.toISOString() ?? null };
}

function whoAsked(context: Context, consent: string) {
  const asked = consent !== 'unknown';
  return { consentAt: asked ? context.now : null, consentBy: asked ? context.caller.label : null };
}

async function recordChange(
  context: Context,
  patientId: string,
  action: AuditAction,
  id: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const subject = `contact-point:${id}`;
  await recordAudit(context, { action, patientIds: [patientId], subject, detail });
  await announce(context.tx, context.caller.organizationId, [`patient:${patientId}`]);
}
