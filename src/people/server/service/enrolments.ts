import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import { effectiveOn, type Content } from '../../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../../platform/server/content.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { EnrolmentChanges, NewEnrolment } from '../../contract.ts';
import type { ProgramSummary } from '../../contract/organization.ts';
import { dayIn } from '../../core/age.ts';
import { findEnrolmentFault } from '../../core/enrolment.ts';
import { peopleProblems } from '../../core/problems.ts';
import { ProgramSchema, type Program } from '../../core/program.ts';
import type { Enrolment } from '../../core/schemas.ts';
import { openPatientToChange } from '../service.ts';
import type { HeaderRow } from '../store/patients.ts';
import { hasOpenEnrolment, lockFact, putFacts, selectActiveEnrolments } from '../store/record.ts';
import { given } from './changes.ts';

export type Programs = readonly Content<Program>[];

/** The programs of content/programs. Throws ContentError, also when one excludes a program that does not exist. */
export function loadPrograms(folder = `${contentRoot}programs`): Programs {
  const programs = loadContent(folder, ProgramSchema);
  const known = new Set(programs.map(({ definition }) => definition.id));
  for (const { definition, file } of programs) {
    const missing = definition.excludes.find((id) => !known.has(id));
    if (missing) throw new Error(`${file} excludes ${missing}, which is not in content/programs.`);
  }
  return programs;
}

/** The programs that apply on the day of the context, with their labels. */
export function listPrograms(context: Context, programs: Programs): ProgramSummary[] {
  return effectiveOn(programs, dayIn('UTC', context.now)).map(({ definition }) => {
    const { id, version, source, label, summary, consentTopics, eligibility, excludes } =
      definition;
    return { id, version, source, label, summary, consentTopics, eligibility, excludes };
  });
}

/** The programs in which each patient is enrolled now; of those that ask for few, name programs or a patient. */
export async function activePrograms(
  { tx, caller, now }: Context,
  of: { readonly programs?: readonly string[]; readonly patientId?: string },
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (of.programs?.length === 0) return new Map();
  // A day begins somewhere else first: a few hours matter to no expectation.
  const rows = await selectActiveEnrolments(tx, caller.organizationId, dayIn('UTC', now), of);
  const byPatient = Map.groupBy(rows, ({ patientId }) => patientId);
  return new Map([...byPatient].map(([id, own]) => [id, own.map(({ program }) => program)]));
}

type EnrolmentRow = Enrolment & { readonly patientId: string };

/** Enrols the patient in a program. Active only with granted consent and a start; one open enrolment each. */
export async function enrol(
  context: Context,
  programs: Programs,
  patientId: string,
  entered: NewEnrolment,
): Promise<Enrolment> {
  const patient = await openPatientToChange(context, patientId);
  const today = dayIn(patient.zone, context.now);
  const offered = effectiveOn(programs, today);
  if (!offered.some(({ definition }) => definition.id === entered.program)) {
    throw peopleProblems['people.program-unknown']();
  }
  const enrolment: EnrolmentRow = {
    ...({ status: 'proposed', consent: 'unknown', consentOn: null, startedOn: null } as const),
    ...{ endedOn: null, endReason: null },
    ...given(entered),
    id: newId(context.now.getTime()),
    patientId,
  };
  refuseFault(findEnrolmentFault(enrolment));
  if (await hasOpenEnrolment(context.tx, patientId, entered.program)) {
    throw peopleProblems['people.enrolment-exists']();
  }
  return storeEnrolment(context, patient, 'enrolment.create', enrolment, today);
}

/** Records consent, start, pause or end of an enrolment. */
export async function changeEnrolment(
  context: Context,
  patientId: string,
  id: string,
  changes: EnrolmentChanges,
): Promise<Enrolment> {
  const patient = await openPatientToChange(context, patientId);
  const before = isUuid(id) ? await lockFact(context.tx, 'enrolment', patientId, id) : undefined;
  if (!before) throw platformProblems['record.not-found']();
  const enrolment = { ...(before as EnrolmentRow), ...given(changes) };
  refuseFault(findEnrolmentFault(enrolment, before as EnrolmentRow));
  const today = dayIn(patient.zone, context.now);
  return storeEnrolment(context, patient, 'enrolment.change', enrolment, today);
}

function refuseFault(fault: string | null): void {
  if (fault !== null) throw peopleProblems['people.enrolment-invalid']({ fault });
}

async function storeEnrolment(
  context: Context,
  patient: HeaderRow,
  action: AuditAction,
  entered: EnrolmentRow,
  today: string,
): Promise<Enrolment> {
  // Consent has a day; who does not say which means today.
  const consentOn = entered.consentOn ?? (entered.consent === 'unknown' ? null : today);
  const enrolment = { ...entered, consentOn };
  await putFacts(context.tx, context.caller.organizationId, 'enrolment', [enrolment]);
  const { id, program, status, consent } = enrolment;
  await recordAudit(context, {
    action,
    patientIds: [patient.id],
    subject: `enrolment:${id}`,
    detail: { program, status, consent },
  });
  await announce(context.tx, context.caller.organizationId, [`patient:${patient.id}`]);
  const { patientId: _patientId, ...shown } = enrolment;
  return shown;
}
