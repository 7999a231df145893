import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import { activePrograms } from '../../../people/server/service/enrolments.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { CadenceView, listCadences, setCadenceRoute } from '../../contract/cadences.ts';
import { monitoringProblems } from '../../core/problems.ts';
import { standardCadence } from '../../core/silence.ts';
import { policyInForce } from '../policies.ts';
import { insertCadence, selectCadences, type CadenceSetting } from '../store/cadences.ts';
import { endPeriods } from '../store/periods.ts';
import { authorNames } from './authors.ts';

/** How often each vital sign is expected of a patient: by their programs or by default, and everything that was ever set. */
export async function readCadences(
  context: Context,
  patientId: string,
): Promise<Reply<typeof listCadences>> {
  const { tx, caller, now } = context;
  await openPatient(context, patientId);
  const rows = await selectCadences(tx, caller.organizationId, patientId);
  const names = await authorNames(
    context,
    rows.map((row) => row.authorId),
  );
  await recordAudit(context, { action: 'cadences.read', patientIds: [patientId] });
  const policy = policyInForce('silence', now.getTime());
  const programs = (await activePrograms(context, { patientId })).get(patientId) ?? [];
  return {
    defaults: policy.expected.flatMap(({ kind }) => standardCadence(policy, programs, kind) ?? []),
    set: rows.map((row) => view(row, names)),
  };
}

/** How often a vital sign is expected of a patient. */
interface CadenceInForce {
  readonly kind: VitalKind;
  readonly everyHours: number;
  /** Set for this patient; false: a program of theirs brings it, for what they send. */
  readonly own: boolean;
}

/**
 * How often vital signs are expected of a patient now: as somebody set it, else by their programs; never
 * the default, which is nobody's word. The caller audits what it does with it.
 */
export async function cadencesInForce(
  context: Context,
  patientId: string,
): Promise<readonly CadenceInForce[]> {
  const { tx, caller, now } = context;
  const rows = await selectCadences(tx, caller.organizationId, patientId);
  const set = rows.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= now && (effectiveTo === null || effectiveTo > now),
  );
  const policy = policyInForce('silence', now.getTime());
  const programs = (await activePrograms(context, { patientId })).get(patientId) ?? [];
  const brought = policy.expected
    .filter(({ kind }) => !set.some((one) => one.kind === kind))
    .flatMap(({ kind }) => standardCadence(policy, programs, kind) ?? [])
    .filter(({ program }) => program !== null);
  return [
    ...set.map(({ kind, everyHours }) => ({ kind, everyHours, own: true })),
    ...brought.map(({ kind, everyHours }) => ({ kind, everyHours, own: false })),
  ];
}

/**
 * Sets how often a vital sign is expected from now on; what stood there before ends. Refuses with
 * `monitoring.cadence-invalid` a silence that is told before the next reading is due.
 */
export async function setCadence(
  context: Context,
  patientId: string,
  given: Input<typeof setCadenceRoute>['body'],
): Promise<CadenceView> {
  const { tx, caller, now } = context;
  await openPatient(context, patientId);
  if (given.silentAfterHours < given.everyHours) {
    throw monitoringProblems['monitoring.cadence-invalid']();
  }
  if (caller.id === null) throw platformProblems['request.invalid']({ reason: 'author' });
  const { kind, everyHours, silentAfterHours } = given;
  const row: CadenceSetting = {
    ...{ id: newId(now.getTime()), kind, everyHours, silentAfterHours },
    ...{ authorId: caller.id, reason: given.reason.trim(), effectiveFrom: now, effectiveTo: null },
  };
  const { organizationId } = caller;
  await endPeriods(tx, 'patientCadence', { organizationId, patientId, kind }, now);
  await insertCadence(tx, { ...row, organizationId, patientId });
  await note(context, 'cadence.set', patientId, row);
  return view(row, await authorNames(context, [row.authorId]));
}

/** Ends what was set for a vital sign of a patient now; the default applies again. */
export async function endCadence(
  context: Context,
  patientId: string,
  cadenceId: string,
  reason: string,
): Promise<CadenceView> {
  const { tx, caller, now } = context;
  await openPatient(context, patientId);
  const rows = await selectCadences(tx, caller.organizationId, patientId);
  const row = rows.find(({ id }) => id === cadenceId);
  if (!row) throw platformProblems['record.not-found']();
  const { organizationId } = caller;
  await endPeriods(tx, 'patientCadence', { organizationId, patientId, kind: row.kind }, now);
  await note(context, 'cadence.end', patientId, row, reason);
  return view({ ...row, effectiveTo: now }, await authorNames(context, [row.authorId]));
}

async function note(
  context: Context,
  action: AuditAction,
  patientId: string,
  { id, kind }: CadenceSetting,
  reason?: string,
): Promise<void> {
  await recordAudit(context, {
    ...{ action, patientIds: [patientId], subject: `cadence:${id}` },
    detail: { kind, ...(reason === undefined ? {} : { reasonGiven: true }) },
  });
  await announce(context.tx, context.caller.organizationId, [`patient:${patientId}`]);
}

function view(row: CadenceSetting, names: ReadonlyMap<string, string>): CadenceView {
  const { id, kind, everyHours, silentAfterHours, reason } = row;
  return {
    ...{ id, kind, everyHours, silentAfterHours, reason },
    author: names.get(row.authorId) ?? row.authorId,
    effectiveFrom: row.effectiveFrom.toISOString(),
    effectiveTo: row.effectiveTo?.toISOString() ?? null,
  };
}
