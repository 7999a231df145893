import type { Caller, Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { permissionsOf } from '../../access/core/permissions.ts';
import type { Finding } from '../core/finding.ts';
import type { WorkSignal } from '../core/signal.ts';

export interface WorkTest {
  readonly db: TestDatabase;
  readonly practiceId: string;
  /** Adds a patient and returns the id. */
  addPatient(fields?: {
    language?: string;
    restricted?: boolean;
    interpreterNeeded?: boolean;
  }): Promise<string>;
  /** Adds somebody who works here, on duty unless told otherwise, and returns them as a caller. */
  addPerson(fields: {
    roles: readonly string[];
    languages?: readonly string[];
    skills?: readonly string[];
    onDuty?: boolean;
    practiceId?: string;
  }): Promise<Caller>;
  setDuty(caller: Caller, onDuty: boolean): Promise<void>;
  /** Runs as Enlace itself, or as a person, at a moment. */
  at<T>(now: Date, work: (context: Context) => Promise<T>, caller?: Caller): Promise<T>;
}

/** A database with one practice that is open on weekdays from 8 to 18, New York time. */
export async function createWorkTest(): Promise<WorkTest> {
  const db = await createTestDatabase();
  const { organizationId } = db;
  const practiceId = newId();
  await db.run(async ({ tx }) => {
    const practice = {
      organizationId,
      id: practiceId,
      name: 'Test practice',
      zone: 'America/New_York',
    };
    await tx.insertInto('practice').values(practice).execute();
    const hours = [1, 2, 3, 4, 5].map((weekday) => {
      return { organizationId, weekday, opens: '08:00', closes: '18:00' };
    });
    await tx.insertInto('businessHours').values(hours).execute();
  });
  return {
    db,
    practiceId,
    addPatient: (fields = {}) => addPatient(db, practiceId, fields),
    addPerson: (fields) => addPerson(db, fields),
    setDuty: (caller, onDuty) => setDuty(db, caller.id ?? '', onDuty),
    at: (now, work, caller) => db.run(work, caller ? { now, caller } : { now }),
  };
}

async function addPatient(
  db: TestDatabase,
  practiceId: string,
  fields: { language?: string; restricted?: boolean; interpreterNeeded?: boolean },
): Promise<string> {
  const { organizationId } = db;
  const id = newId();
  await db.run(({ tx }) =>
    tx
      .insertInto('patient')
      .values({
        organizationId,
        id,
        practiceId,
        givenNames: 'Ana María',
        familyName: 'Quintero',
        birthDate: '1951-04-02',
        sex: 'female',
        language: 'es',
        zone: 'America/Chicago',
        zoneSource: 'given',
        createdAt: new Date(),
        updatedAt: new Date(),
        ...fields,
      })
      .execute(),
  );
  return id;
}

async function addPerson(
  db: TestDatabase,
  fields: Parameters<WorkTest['addPerson']>[0],
): Promise<Caller> {
  const { organizationId } = db;
  const id = newId();
  const roles = [...fields.roles];
  const languages = [...(fields.languages ?? ['en', 'es'])];
  const label = `Person ${id.slice(-4)}`;
  await db.run(({ tx }) =>
    tx
      .insertInto('appUser')
      .values({
        organizationId,
        id,
        displayName: label,
        email: `${id}@example.test`,
        roles,
        languages,
        skills: [...(fields.skills ?? [])],
      })
      .execute(),
  );
  if (fields.onDuty !== false) await setDuty(db, id, true);
  return {
    organizationId,
    kind: 'user',
    id,
    label,
    roles,
    permissions: permissionsOf(roles),
    languages,
    practiceId: fields.practiceId ?? null,
    patientId: null,
    source: null,
  };
}

async function setDuty(db: TestDatabase, userId: string, onDuty: boolean): Promise<void> {
  const { organizationId } = db;
  await db.run(async ({ tx }) => {
    if (onDuty) {
      const row = { organizationId, id: newId(), userId, beganAt: new Date() };
      await tx.insertInto('duty').values(row).execute();
      return;
    }
    await tx
      .updateTable('duty')
      .set({ endedAt: new Date() })
      .where('organizationId', '=', organizationId)
      .where('userId', '=', userId)
      .where('endedAt', 'is', null)
      .execute();
  });
}

/** A signal for a patient's triage card. */
export function signalFor(
  patientId: string,
  findings: readonly Finding[],
  fields: Partial<WorkSignal> = {},
): WorkSignal {
  return {
    kind: 'triage',
    subject: patientId,
    patientId,
    practiceId: null,
    language: 'es',
    priority: 4,
    findings,
    at: Date.UTC(2026, 10, 18, 14, 55),
    ...fields,
  };
}
