import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type {
  ConditionChanges,
  MedicationChanges,
  NewCondition,
  NewMedication,
} from '../../contract/clinical.ts';
import type { Condition, Medication } from '../../core/schemas.ts';
import { openPatientToChange } from '../service.ts';
import { lockFact, putFacts } from '../store/record.ts';
import { given } from './changes.ts';
import { tidy, tidyOrNull } from './text.ts';

type Of<T> = T & { readonly patientId: string };

/** Adds a condition with its code. */
export async function addCondition(
  context: Context,
  patientId: string,
  entered: NewCondition,
): Promise<Condition> {
  await openPatientToChange(context, patientId);
  const id = newId(context.now.getTime());
  const condition = { onsetOn: null, abatedOn: null, ...given(entered), id, patientId };
  return storeCondition(context, 'condition.add', { ...condition, display: tidy(entered.display) });
}

/** Changes the course of a condition; one entered in error stays and counts for nothing. */
export async function changeCondition(
  context: Context,
  patientId: string,
  id: string,
  changes: ConditionChanges,
): Promise<Condition> {
  await openPatientToChange(context, patientId);
  const before = isUuid(id) ? await lockFact(context.tx, 'condition', patientId, id) : undefined;
  if (!before) throw platformProblems['record.not-found']();
  const condition = { ...(before as Of<Condition>), ...given(changes) };
  return storeCondition(context, 'condition.change', condition);
}

async function storeCondition(
  context: Context,
  action: AuditAction,
  condition: Of<Condition>,
): Promise<Condition> {
  await putFacts(context.tx, context.caller.organizationId, 'condition', [condition]);
  const { patientId, ...shown } = condition;
  await recordChange(context, patientId, action, `condition:${condition.id}`);
  return shown;
}

/** Adds a medication that the patient takes. */
export async function addMedication(
  context: Context,
  patientId: string,
  entered: NewMedication,
): Promise<Medication> {
  await openPatientToChange(context, patientId);
  const { codeSystem = null, code = null, authoredOn = null, status } = entered;
  return storeMedication(context, 'medication.add', {
    id: newId(context.now.getTime()),
    patientId,
    codeSystem,
    code,
    display: tidy(entered.display),
    status,
    authoredOn,
    dosage: tidyOrNull(entered.dosage),
    prescriber: tidyOrNull(entered.prescriber),
  });
}

/** Changes status or dosage of a medication. */
export async function changeMedication(
  context: Context,
  patientId: string,
  id: string,
  changes: MedicationChanges,
): Promise<Medication> {
  await openPatientToChange(context, patientId);
  const before = isUuid(id) ? await lockFact(context.tx, 'medication', patientId, id) : undefined;
  if (!before) throw platformProblems['record.not-found']();
  const medication = { ...(before as Of<Medication>), ...given(changes) };
  return storeMedication(context, 'medication.change', medication);
}

async function storeMedication(
  context: Context,
  action: AuditAction,
  medication: Of<Medication>,
): Promise<Medication> {
  await putFacts(context.tx, context.caller.organizationId, 'medication', [medication]);
  const { patientId, ...shown } = medication;
  await recordChange(context, patientId, action, `medication:${medication.id}`);
  return shown;
}

async function recordChange(
  context: Context,
  patientId: string,
  action: AuditAction,
  subject: string,
): Promise<void> {
  await recordAudit(context, { action, patientIds: [patientId], subject });
  await announce(context.tx, context.caller.organizationId, [`patient:${patientId}`]);
}
