import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { CircleMemberChanges, NewCircleMember } from '../../contract.ts';
import { dayIn } from '../../core/age.ts';
import { findCircleFault, standingOf } from '../../core/care-circle.ts';
import { normalizeContactValue } from '../../core/contact-point.ts';
import { peopleProblems } from '../../core/problems.ts';
import type { CircleMember, PatientHeader } from '../../core/schemas.ts';
import { openPatientToChange } from '../service.ts';
import { selectDirectoryByIds } from '../store/directory.ts';
import type { HeaderRow } from '../store/patients.ts';
import { lockFact, putFacts, selectCareCircle } from '../store/record.ts';
import { given } from './changes.ts';
import { tidy, tidyOrNull } from './text.ts';

export type CircleRow = Omit<CircleMember, 'standing'> & { readonly patientId: string };

const nothingKnown = {
  language: null,
  phone: null,
  email: null,
  scope: [],
  consent: 'unknown',
  directoryEntryId: null,
  startsOn: null,
  endsOn: null,
  note: null,
} as const;

/** Adds somebody to the care circle. A proxy needs a scope and an end; a minor's parent has the end by age. */
export async function addCircleMember(
  context: Context,
  patientId: string,
  member: NewCircleMember,
): Promise<CircleMember> {
  const patient = await openPatientToChange(context, patientId);
  const id = newId(context.now.getTime());
  const row = { ...nothingKnown, scope: [], ...given(member), id, patientId };
  return storeMember(context, patient, 'care-circle.add', row);
}

/** Changes or, with `endsOn`, ends what somebody of the care circle may know or decide. */
export async function changeCircleMember(
  context: Context,
  patientId: string,
  id: string,
  changes: CircleMemberChanges,
): Promise<CircleMember> {
  const patient = await openPatientToChange(context, patientId);
  const before = isUuid(id)
    ? await lockFact(context.tx, 'careCircleMember', patientId, id)
    : undefined;
  if (!before) throw platformProblems['record.not-found']();
  const row = { ...(before as CircleRow), ...given(changes) };
  return storeMember(context, patient, 'care-circle.change', row);
}

async function storeMember(
  context: Context,
  patient: HeaderRow,
  action: AuditAction,
  entered: CircleRow,
): Promise<CircleMember> {
  const member = await readMember(context, patient, entered);
  await putFacts(context.tx, context.caller.organizationId, 'careCircleMember', [member]);
  await recordAudit(context, {
    action,
    patientIds: [patient.id],
    subject: `care-circle:${member.id}`,
    detail: { kind: member.kind, scope: member.scope, consent: member.consent },
  });
  await announce(context.tx, context.caller.organizationId, [`patient:${patient.id}`]);
  return toCircleMember(member, patient.birthDate, dayIn(patient.zone, context.now));
}

async function readMember(
  context: Context,
  patient: HeaderRow,
  entered: CircleRow,
): Promise<CircleRow> {
  const fault = findCircleFault(entered, patient.birthDate);
  if (fault === 'dates') throw peopleProblems['people.circle-dates']();
  if (fault === 'proxy-without-end') throw peopleProblems['people.proxy-without-end']();
  if (entered.directoryEntryId !== null) {
    const entries = await selectDirectoryByIds(context.tx, [entered.directoryEntryId]);
    if (entries.length === 0) throw peopleProblems['people.directory-entry-unknown']();
  }
  return {
    ...entered,
    name: tidy(entered.name),
    phone: readContact('phone', entered.phone),
    email: readContact('email', entered.email),
    note: tidyOrNull(entered.note),
  };
}

function readContact(channel: 'phone' | 'email', value: string | null): string | null {
  if (value === null) return null;
  const read = normalizeContactValue(channel, value);
  if (read === null) throw peopleProblems['people.contact-invalid']({ channel });
  return read;
}

/** A stored member as screens see it, with the standing on a day of the patient's calendar. */
export function toCircleMember(
  row: CircleRow,
  birthDate: string | null,
  day: string,
): CircleMember {
  const { patientId: _patientId, ...member } = row;
  return { ...member, standing: standingOf(row, birthDate, day) };
}

/** Somebody of the patient's care circle with the standing of today; undefined when there is no such person. */
export async function findCircleMember(
  { tx, now }: Context,
  patient: Pick<PatientHeader, 'id' | 'zone' | 'birthDate'>,
  memberId: string,
): Promise<CircleMember | undefined> {
  const rows = await selectCareCircle(tx, patient.id);
  const row = rows.find(({ id }) => id === memberId);
  if (row === undefined) return undefined;
  return toCircleMember(row as CircleRow, patient.birthDate, dayIn(patient.zone, now));
}
