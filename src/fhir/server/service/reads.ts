import type { Device, Observation, Patient, Task } from '@medplum/fhirtypes';

import { recordAudit } from '../../../access/server/service.ts';
import { loadFhirPatients } from '../../../people/server/service/fhir-patients.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { toDevice } from '../../../vitals/server/fhir/device.ts';
import { readObservationId } from '../../../vitals/server/fhir/observation-id.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { loadFhirTasks } from '../../../work/server/service/fhir-tasks.ts';
import { selectDevices } from '../store/devices.ts';
import { selectTaskIds } from '../store/tasks.ts';
import { loadObservation } from './read-back.ts';

/** One patient; `record.not-found` for whom the token may not see. */
export async function readPatient(context: Context, id: string): Promise<Patient> {
  const { id: patientId } = await openPatient(context, id);
  const [patient] = await loadFhirPatients(context, [patientId]);
  return audited(context, patient, [patientId]);
}

/** One reading. */
export async function readObservation(context: Context, id: string): Promise<Observation> {
  const key = readObservationId(id);
  if (key === undefined) throw platformProblems['record.not-found']();
  await openPatient(context, key.patientId);
  return audited(context, await loadObservation(context, key), [key.patientId]);
}

/** One device; who is bound to a practice or patient sees only devices of those. */
export async function readDevice(context: Context, id: string): Promise<Device> {
  const { tx, caller } = context;
  const [device] = isUuid(id)
    ? await selectDevices(tx, caller.organizationId, {
        bounds: caller,
        ids: [id],
        patientIds: null,
        identifiers: null,
        active: null,
        afterId: null,
        limit: 1,
      })
    : [];
  const patientIds = device?.patientId ? [device.patientId] : [];
  return audited(context, device && toDevice(vitalSigns(), device), patientIds);
}

/** One work item; who is bound to a practice or patient sees only work for those. */
export async function readTask(context: Context, id: string): Promise<Task> {
  const { tx, caller } = context;
  const found = isUuid(id)
    ? await selectTaskIds(tx, caller.organizationId, {
        bounds: caller,
        ids: [id],
        patientIds: null,
        kinds: null,
        statuses: null,
        priorities: null,
        from: Number.NEGATIVE_INFINITY,
        to: Number.POSITIVE_INFINITY,
        newestFirst: true,
        after: null,
        limit: 1,
      })
    : [];
  const [task] = await loadFhirTasks(
    context,
    found.map((one) => one.id),
  );
  return audited(context, task, patientsOf(task));
}

/** The patient whom a Task is for. */
export function patientsOf(task: Task | undefined): readonly string[] {
  const reference = task?.for?.reference;
  return reference === undefined ? [] : [reference.replace(/^Patient\//, '')];
}

async function audited<T extends { resourceType: string; id?: string | undefined }>(
  context: Context,
  resource: T | undefined,
  patientIds: readonly string[],
): Promise<T> {
  if (resource === undefined) throw platformProblems['record.not-found']();
  const subject = `${resource.resourceType}:${resource.id ?? ''}`;
  await recordAudit(context, { action: 'fhir.read', patientIds, subject });
  return resource;
}
