/** People for tests, of this slice and of those above it. */
import { systemCaller, type Caller, type Context } from '../../platform/server/context.ts';
import { permissionsOf, type Role } from '../../access/core/permissions.ts';
import { newId } from '../../platform/server/ids.ts';
import type { NewPatient } from '../contract.ts';
import type { PatientHeader } from '../core/schemas.ts';
import { createPatient } from './service/patients.ts';
import { createPractice } from './service/practices.ts';

/** A new practice in New York's zone; returns its id. */
export async function addTestPractice(context: Context, name = 'Test practice'): Promise<string> {
  return (await createPractice(context, { name, zone: 'America/New_York' })).id;
}

/** A new patient, looked for duplicates or not as the test wishes; fails when there are unconfirmed ones. */
export async function addTestPatient(
  context: Context,
  given: Partial<NewPatient> & Pick<NewPatient, 'practiceId'>,
): Promise<PatientHeader> {
  const patient = { givenNames: 'Ana María', familyName: 'Quintero', language: 'es', ...given };
  const created = await createPatient(context, patient);
  if (created.outcome !== 'created') throw new Error('The test patient has likely duplicates.');
  return created.patient;
}

/** A signed-in person with one role. */
export function testUser(
  organizationId: string,
  role: Role,
  overrides: Partial<Caller> = {},
): Caller {
  return {
    ...systemCaller(organizationId, `Test ${role}`),
    kind: 'user',
    id: newId(),
    roles: [role],
    permissions: permissionsOf([role]),
    ...overrides,
  };
}
