import { showOrganization } from '../../access/server/service/organization.ts';
import { loadPrograms } from '../../people/server/service/enrolments.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import { asSystem } from '../commands/command.ts';
import type { Runtime } from '../runtime.ts';
import { loadOrganization, loadPatient } from './load-people.ts';
import { generateDemonstration } from './population.ts';

export interface DemonstrationOptions {
  readonly say?: (message: string) => void;
  readonly seed?: number;
  /** The first so many people of the demonstration; all when not given. */
  readonly patients?: number;
  readonly days?: number;
}

const patientsPerTransaction = 50;

/** Makes the demonstration organization with its people, 90 days of readings and the planted stories. */
export async function createDemonstration(
  runtime: Runtime,
  options: DemonstrationOptions = {},
): Promise<string> {
  const say = options.say ?? (() => undefined);
  const began = Date.now();
  const now = runtime.clock();
  const demo = generateDemonstration(options.seed ?? 20_261_121, now.getTime());
  const patients = demo.patients.slice(0, options.patients);
  const organizationId = newId();
  const programs = loadPrograms();
  say(`Preparing the demonstration: ${patients.length} synthetic patients …`);
  const practiceIds = await asSystem(runtime, organizationId, (context) => loadOrganization(context, demo));
  for (let first = 0; first < patients.length; first += patientsPerTransaction) {
    await asSystem(runtime, organizationId, async (context) => {
      for (const patient of patients.slice(first, first + patientsPerTransaction)) {
        await loadPatient(context, patient, practiceIds[patient.practice]!, programs);
      }
    });
  }
  say(`The demonstration is ready (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return organizationId;
}

/** Whether some organization here is a demonstration, so that its sign-ins may be printed. */
export async function isDemonstration(runtime: Runtime): Promise<boolean> {
  for (const id of await listOrganizationIds(runtime.database)) {
    const { demonstration } = await asSystem(runtime, id, showOrganization);
    if (demonstration) return true;
  }
  return false;
}
