import { recordAudit } from '../../../access/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { dayIn } from '../../core/age.ts';
import type { Condition, Encounter, Enrolment, Medication, Person } from '../../core/schemas.ts';
import { openPatientRow, toHeader } from '../service.ts';
import { selectContactPoints } from '../store/contact-points.ts';
import { selectIdentifiers } from '../store/identity.ts';
import {
  selectCareCircle,
  selectConditions,
  selectEncounters,
  selectEnrolments,
  selectMedications,
  type FactRow,
} from '../store/record.ts';
import { toCircleMember, type CircleRow } from './care-circle.ts';
import { toContactPoint } from './contact-points.ts';

const encountersShown = 100;

/** The whole person in one answer; of encounters the latest 100. */
export async function readPerson(context: Context, patientId: string): Promise<Person> {
  const { tx, now } = context;
  const row = await openPatientRow(context, patientId);
  const identifiers = await selectIdentifiers(tx, [row.id]);
  const contactPoints = await selectContactPoints(tx, [row.id]);
  const careCircle = await selectCareCircle(tx, row.id);
  const enrolments = await selectEnrolments(tx, row.id);
  const conditions = await selectConditions(tx, row.id);
  const medications = await selectMedications(tx, row.id);
  const encounters = await selectEncounters(tx, row.id, encountersShown + 1);
  await recordAudit(context, { action: 'patient.read', patientIds: [row.id] });
  const today = dayIn(row.zone, now);
  return {
    header: toHeader(row),
    address: row.address,
    identifiers: identifiers.map(({ system, value, kind = null }) => ({ system, value, kind })),
    contactPoints: contactPoints.map(toContactPoint),
    careCircle: careCircle.map((one) => toCircleMember(one as CircleRow, row.birthDate, today)),
    enrolments: enrolments.map((one) => withoutPatient(one as Of<Enrolment>)),
    conditions: conditions.map((one) => withoutPatient(one as Of<Condition>)),
    medications: medications.map(toMedication),
    encounters: encounters.slice(0, encountersShown).map(toEncounter),
    moreEncounters: encounters.length > encountersShown,
  };
}

type Of<T> = T & { readonly patientId: string };

function withoutPatient<T>({ patientId: _patientId, ...fact }: Of<T>): Omit<Of<T>, 'patientId'> {
  return fact;
}

function toMedication(row: FactRow<'medication'>): Medication {
  const { patientId: _patientId, prescriberId: _prescriberId, ...medication } = row;
  return medication as Medication;
}

function toEncounter(row: FactRow<'encounter'>): Encounter {
  const { id, class: kind, display, status, beganAt, endedAt, reason, place, professional } = row;
  return {
    ...{ id, class: kind, display, reason, place, professional },
    status: status as Encounter['status'],
    beganAt: beganAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
