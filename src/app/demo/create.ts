import { changeDuty } from '../../access/server/service.ts';
import { showOrganization } from '../../access/server/service/organization.ts';
import type { Ingest } from '../../ingest/server/service.ts';
import { loadPrograms } from '../../people/server/service/enrolments.ts';
import { judgeSilence } from '../../ingest/server/service/sweeps.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization, listOrganizationIds } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import { asSystem } from '../commands/command.ts';
import type { Runtime } from '../runtime.ts';
import { loadOrganization, loadPatient, type LoadedOrganization } from './load-people.ts';
import { deliver, inOrder, type PatientReadings } from './load-readings.ts';
import { generateDemonstration, type DemoPatient, type Demonstration } from './population.ts';
import { createRandom } from './random.ts';
import { asStaff, workOffCards } from './staff-day.ts';

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
const patientsPerTransaction = 50;
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
  const organization = await asSystem(runtime, organizationId, (context) =>
    loadOrganization(context, demo),
  );
  const ids = await loadPatients(runtime, organizationId, organization, patients);
  const since = now - (options.days ?? 90) * day;
  const readings = patients.map((patient, index) => readingsOf(patient, ids[index] ?? '', since));
  await replay(runtime, ingest, organizationId, organization, readings, now);
  await ingest.runAlone(systemCaller(organizationId, 'demonstration'), judgeSilence);
  say(`The demonstration is ready (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return organizationId;
}

async function loadPatients(
  runtime: Runtime,
  organizationId: string,
  { practiceIds }: LoadedOrganization,
  patients: Demonstration['patients'],
): Promise<string[]> {
  const programs = loadPrograms();
  const ids: string[] = [];
  for (let first = 0; first < patients.length; first += patientsPerTransaction) {
    await asSystem(runtime, organizationId, async (context) => {
      for (const patient of patients.slice(first, first + patientsPerTransaction)) {
        ids.push(
          await loadPatient(context, patient, practiceIds[patient.practice] ?? '', programs),
        );
      }
    });
  }
  return ids;
}

function readingsOf(patient: DemoPatient, patientId: string, since: number): PatientReadings {
  return {
    patientId,
    device: (reading) => `${patient.key}-${reading.kind}`,
    readings: patient.readings.filter((reading) => reading.at >= since),
  };
}

/** Lets the readings arrive: long ago as history, then hour by hour with staff at work, then today. */
async function replay(
  runtime: Runtime,
  ingest: Ingest,
  organizationId: string,
  { staff }: LoadedOrganization,
  people: readonly PatientReadings[],
  now: number,
): Promise<void> {
  const sent = inOrder(people);
  const workedFrom = now - daysWorked * day;
  const history = sent.filter((one) => one.at < workedFrom);
  const chunk = 5_000;
  for (let first = 0; first < history.length; first += chunk) {
    const group = history.slice(first, first + chunk);
    await deliver(ingest, organizationId, group, { receivedAt: new Date(workedFrom), live: false });
  }
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
  let next = history.length;
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
