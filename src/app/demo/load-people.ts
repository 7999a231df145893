import { createOrganization } from '../../access/server/service/organization.ts';
import { createUserWithPassword } from '../../access/server/service/users.ts';
import { setFact } from '../../monitoring/server/service/facts.ts';
import { addCircleMember } from '../../people/server/service/care-circle.ts';
import { addCondition } from '../../people/server/service/clinical.ts';
import { enrol, type Programs } from '../../people/server/service/enrolments.ts';
import { createPatient, restrictPatient } from '../../people/server/service/patients.ts';
import { createPractice } from '../../people/server/service/practices.ts';
import type { NewPatient } from '../../people/contract.ts';
import type { Context } from '../../platform/server/context.ts';
import { startCalendar } from '../../work/server/service/calendar.ts';
import { demoEmail, demoPassword } from './people.ts';
import type { Demonstration, DemoPatient } from './population.ts';
import type { StaffMember } from './staff-day.ts';

/** Before every reading of the demonstration. */
const demoSince = '2020-01-01T00:00:00Z';

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  ...{ opens: '08:00', closes: '20:00' },
}));

/** Identifier system of the demonstration's record numbers. */
export const demoSystem = 'urn:enlace:demonstration';

/** Makes the organization with its calendar and its practices; gives the ids of these in their order. */
export async function loadOrganization(
  context: Context,
  demo: Demonstration,
): Promise<readonly string[]> {
  await createOrganization(context, {
    name: 'Enlace Demo Care',
    zone: 'America/New_York',
    demonstration: true,
  });
  await startCalendar(context, everyDay);
  const practiceIds: string[] = [];
  for (const practice of demo.practices) {
    const { id } = await createPractice(context, { ...practice });
    practiceIds.push(id);
  }
  return practiceIds;
}

/** Adds one of the staff, who can sign in at once. */
export async function loadPerson(
  context: Context,
  person: Demonstration['staff'][number],
  practiceIds: readonly string[],
): Promise<StaffMember> {
  const id = await createUserWithPassword(context, {
    email: demoEmail(person.key),
    password: demoPassword,
    displayName: person.displayName,
    credentials: person.credentials,
    roles: [...person.roles],
    languages: [...person.languages],
    skills: [...person.skills],
    interfaceLanguage: person.interfaceLanguage,
    practiceId: person.roles.some((role) => role === 'practice-user')
      ? (practiceIds[0] ?? null)
      : null,
  });
  return { ...person, id };
}

/** Enters one demonstration patient with contacts; gives the id. */
export async function enterPatient(
  context: Context,
  patient: DemoPatient,
  practiceId: string,
): Promise<string> {
  return enter(context, describe(patient, practiceId));
}

/** Adds what else is known of a patient: condition, enrolment, a relative and facts for the protocols. */
export async function addRecord(
  context: Context,
  id: string,
  patient: DemoPatient,
  programs: Programs,
): Promise<void> {
  await addCondition(context, id, {
    codeSystem: 'http://snomed.info/sct',
    code: patient.condition.snomed.code,
    display: patient.condition.snomed.display,
    clinicalStatus: 'active',
    verification: 'confirmed',
  });
  await enrol(context, programs, id, {
    program: 'rpm',
    status: 'active',
    consent: 'granted',
    consentOn: daysBefore(context.now, 95),
    startedOn: daysBefore(context.now, 92),
  });
  await addCircleMember(context, id, {
    kind: 'family',
    name: patient.relative.name,
    relation: patient.relative.relation,
    language: patient.language,
    phone: patient.relative.phone,
    consent: 'granted',
  });
  for (const fact of patient.condition.flags) {
    await setFact(context, id, {
      fact,
      value: null,
      reason: 'Demonstration',
      effectiveFrom: demoSince,
    });
  }
  if (patient.restricted) await restrictPatient(context, id, true, 'employee-or-family');
}

function describe(patient: DemoPatient, practiceId: string): NewPatient {
  return {
    ...patient.name,
    practiceId,
    birthDate: patient.birthDate,
    sex: patient.sex,
    language: patient.language,
    interpreterNeeded: patient.interpreterNeeded,
    address: { city: patient.city, state: patient.state, postalCode: patient.postalCode },
    identifiers: [{ system: demoSystem, value: patient.mrn }],
    contactPoints: [
      { channel: 'phone', value: patient.phone, use: 'home', preferred: true, consent: 'granted' },
      { channel: 'email', value: `${patient.key}@example.com`, use: 'home', consent: 'unknown' },
    ],
  };
}

/** Invented names repeat: whoever looks alike is somebody else by construction. */
async function enter(context: Context, patient: NewPatient): Promise<string> {
  const first = await createPatient(context, patient);
  if (first.outcome === 'created') return first.patient.id;
  const others = first.duplicates.map((duplicate) => duplicate.patient.id);
  const second = await createPatient(context, patient, others);
  if (second.outcome === 'created') return second.patient.id;
  throw new Error('A demonstration patient could not be entered.');
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
