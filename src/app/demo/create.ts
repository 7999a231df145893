import { changeDuty } from '../../access/server/service.ts';
import { showOrganization } from '../../access/server/service/organization.ts';
import type { Ingest } from '../../ingest/server/service.ts';
import { loadPrograms, type Programs } from '../../people/server/service/enrolments.ts';
import { judgeSilence } from '../../ingest/server/service/sweeps.ts';
import { tickClocks } from '../../work/server/service/clocks.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization, listOrganizationIds } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import { asSystem } from '../commands/command.ts';
import type { Runtime } from '../runtime.ts';
import { deliverFromVendor, enterDevices } from './devices.ts';
import { addRecord, enterPatient, loadOrganization, loadPerson } from './load-people.ts';
import { deliver, inOrder, type PatientReadings } from './load-readings.ts';
import { generateDemonstration, type DemoPatient, type Demonstration } from './population.ts';
import { createRandom } from './random.ts';
import { asStaff, workOffCards, type StaffMember } from './staff-day.ts';

export interface DemonstrationOptions {
  readonly say?: (message: string) => void;
  readonly seed?: number;
  /** The first so many people of the demonstration; all when not given. */
  readonly patients?: number;
  /** Days of readings, at most 90. */
  readonly days?: number;
}

const dutiful: ReadonlySet<string> = new Set(['care-provider', 'care-manager', 'supervisor']);
const hour = 3_600_000;
const day = 24 * hour;
const patientsPerGroup = 25;
const groupsSideBySide = 3;
const historyChunk = 5_000;
/** Before these days readings are history; within them alerts rose and staff worked them off. */
const daysWorked = 5;
/** How often staff looks at the list in that time. */
const hoursBetweenVisits = 2;
/** What came within these hours is for whoever opens the demonstration. */
const hoursLeftOpen = 10;

/** Makes the demonstration organization with its people, readings, past work and planted stories. */
export async function createDemonstration(
  runtime: Runtime,
  ingest: Ingest,
  options: DemonstrationOptions = {},
): Promise<string> {
  const say = options.say ?? (() => undefined);
  const began = Date.now();
  const now = runtime.clock().getTime();
  const demo = generateDemonstration(options.seed ?? 20_261_121, now);
  const patients = demo.patients.slice(0, options.patients);
  const organizationId = newId();
  say(`Preparing the demonstration: ${patients.length} synthetic patients …`);
  const practiceIds = await asSystem(runtime, organizationId, (context) =>
    loadOrganization(context, demo),
  );
  const times = {
    since: now - (options.days ?? 90) * day,
    workedFrom: now - daysWorked * day,
    now,
  };
  const [staff, readings] = await Promise.all([
    loadStaff(runtime, organizationId, demo, practiceIds),
    loadPatients({ runtime, ingest, organizationId }, patients, practiceIds, times),
  ]);
  await replay({ runtime, ingest, organizationId }, staff, readings, times);
  await deliverFromVendor({ runtime, ingest, organizationId }, patients);
  await ingest.runAlone(systemCaller(organizationId, 'demonstration'), judgeSilence);
  // What fell due in the invented past is told now, not with the first minute of the server.
  await asSystem(runtime, organizationId, tickClocks);
  say(`The demonstration is ready (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return organizationId;
}

interface Target {
  readonly runtime: Runtime;
  readonly ingest: Ingest;
  readonly organizationId: string;
}

/** Milliseconds since 1970 UTC. */
interface Times {
  /** The first reading. */
  readonly since: number;
  /** What came before is history. */
  readonly workedFrom: number;
  readonly now: number;
}

/** Everybody in a transaction of their own: hashing a password takes long, and they need not wait for each other. */
function loadStaff(
  runtime: Runtime,
  organizationId: string,
  demo: Demonstration,
  practiceIds: readonly string[],
): Promise<readonly StaffMember[]> {
  return Promise.all(
    demo.staff.map((person) =>
      asSystem(runtime, organizationId, (context) => loadPerson(context, person, practiceIds)),
    ),
  );
}

/**
 * Enters the patients and their history, a group at a time and some groups side by side, so that neither
 * we nor the database waits for the other. Gives the readings of those days that are lived through.
 */
async function loadPatients(
  target: Target,
  patients: readonly DemoPatient[],
  practiceIds: readonly string[],
  { since, workedFrom }: Times,
): Promise<readonly PatientReadings[]> {
  const programs = loadPrograms();
  const lived: PatientReadings[][] = [];
  let next = 0;
  async function loadGroups(): Promise<void> {
    while (next < patients.length) {
      const first = next;
      next += patientsPerGroup;
      const group = patients.slice(first, next);
      const ids = await enterGroup(target, group, { practiceIds, programs, since });
      const readings = group.map((patient, place) => readingsOf(patient, ids[place] ?? '', since));
      await deliverHistory(target, between(readings, since, workedFrom), workedFrom);
      lived[first / patientsPerGroup] = between(readings, workedFrom, Infinity);
    }
  }
  await Promise.all(Array.from({ length: groupsSideBySide }, loadGroups));
  return lived.flat();
}

/** Names are compared under a lock of the organization; what else is known of them comes after it. */
async function enterGroup(
  { runtime, organizationId }: Target,
  group: readonly DemoPatient[],
  { practiceIds, programs, since }: Entering,
): Promise<readonly string[]> {
  const ids: string[] = [];
  await asSystem(runtime, organizationId, async (context) => {
    for (const patient of group) {
      ids.push(await enterPatient(context, patient, practiceIds[patient.practice] ?? ''));
    }
  });
  await asSystem(runtime, organizationId, async (context) => {
    for (const [place, patient] of group.entries()) {
      const id = ids[place] ?? '';
      await addRecord(context, id, patient, programs);
      await enterDevices(context, id, patient, since);
    }
  });
  return ids;
}

interface Entering {
  readonly practiceIds: readonly string[];
  readonly programs: Programs;
  /** When their devices began to measure. */
  readonly since: number;
}

function between(people: readonly PatientReadings[], from: number, to: number): PatientReadings[] {
  return people.map((person) => ({
    ...person,
    readings: person.readings.filter(({ at }) => at >= from && at < to),
  }));
}

/** Stored and checked, but nobody was alarmed. */
async function deliverHistory(
  { ingest, organizationId }: Target,
  people: readonly PatientReadings[],
  receivedAt: number,
): Promise<void> {
  const sent = inOrder(people);
  for (let first = 0; first < sent.length; first += historyChunk) {
    const how = { receivedAt: new Date(receivedAt), live: false };
    await deliver(ingest, organizationId, sent.slice(first, first + historyChunk), how);
  }
}

function readingsOf(patient: DemoPatient, patientId: string, since: number): PatientReadings {
  return {
    patientId,
    device: (reading) => `${patient.key}-${reading.kind}`,
    readings: patient.readings.filter((reading) => reading.at >= since),
  };
}

/** Lets the readings arrive hour by hour with staff at work, then those of today. */
async function replay(
  { runtime, ingest, organizationId }: Target,
  staff: readonly StaffMember[],
  people: readonly PatientReadings[],
  { workedFrom, now }: Times,
): Promise<void> {
  const sent = inOrder(people);
  for (const person of staff.filter(({ roles }) => roles.some((role) => dutiful.has(role)))) {
    await inOrganization(runtime.database, organizationId, (tx) =>
      changeDuty(
        { tx, caller: asStaff(organizationId, person), now: new Date(workedFrom), audited: 0 },
        true,
      ),
    );
  }
  const random = createRandom(1);
  const workers = staff.filter((person) => person.roles.includes('care-provider'));
  let next = 0;
  for (let tick = workedFrom; next < sent.length; tick += hoursBetweenVisits * hour) {
    const moment = Math.min(tick, now);
    const from = next;
    while (next < sent.length && (sent[next]?.at ?? 0) <= moment) next += 1;
    const receivedAt = new Date(moment);
    await deliver(ingest, organizationId, sent.slice(from, next), { receivedAt, live: true });
    if (moment > now - hoursLeftOpen * hour) continue;
    for (const person of workers) {
      await inOrganization(runtime.database, organizationId, (tx) =>
        workOffCards(
          { tx, caller: asStaff(organizationId, person), now: receivedAt, audited: 0 },
          random,
        ),
      );
    }
  }
}

/** Whether some organization here is a demonstration, so that its sign-ins may be printed. */
export async function isDemonstration(runtime: Runtime): Promise<boolean> {
  for (const id of await listOrganizationIds(runtime.database)) {
    const { demonstration } = await asSystem(runtime, id, showOrganization);
    if (demonstration) return true;
  }
  return false;
}
