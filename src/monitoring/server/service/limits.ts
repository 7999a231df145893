import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { LimitView, listLimits, setLimitRoute } from '../../contract.ts';
import { ageYearsAt, applies } from '../../core/applicability.ts';
import type { CompiledProtocols, CompiledRule } from '../../core/compile.ts';
import { monitoringProblems } from '../../core/problems.ts';
import type { PatientProfile } from '../../core/profile.ts';
import type { Level, Limit } from '../../core/protocol.ts';
import { loadProfiles } from '../profiles.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { endPeriods } from '../store/periods.ts';
import { insertLimit, selectLimitSettings, type LimitSetting } from '../store/settings.ts';
import { authorNames } from './authors.ts';

type Slot = Reply<typeof listLimits>['slots'][number];

/** The limits of the protocols that apply to a patient now, and every limit set for the patient so far. */
export async function readLimits(
  context: Context,
  patientId: string,
): Promise<Reply<typeof listLimits>> {
  const patient = await openPatient(context, patientId);
  const rows = await selectLimitSettings(context.tx, context.caller.organizationId, patientId);
  const profile = (await loadProfiles(context, [patient])).get(patientId)?.profile;
  const names = await authorNames(
    context,
    rows.map((row) => row.authorId),
  );
  const protocols = await loadProtocolsOf(context);
  await recordAudit(context, { action: 'limits.read', patientIds: [patientId] });
  return {
    slots: limitSlots(protocols, context.now)
      .filter(({ rule }) => profile === undefined || isFor(rule, profile, context.now))
      .map(({ slot }) => slot),
    limits: rows.map((row) => view(row, names)),
  };
}

function isFor({ protocol }: CompiledRule, profile: PatientProfile, now: Date): boolean {
  const { birthDate, zone, flags } = profile;
  const ageYears = birthDate === undefined ? undefined : ageYearsAt(birthDate, zone, now.getTime());
  return applies(protocol, flags, ageYears);
}

/** Sets a limit for one patient from a moment on; what stood there before ends then. */
export async function setLimit(
  context: Context,
  patientId: string,
  given: Input<typeof setLimitRoute>['body'],
): Promise<LimitView> {
  const { caller, now, tx } = context;
  await openPatient(context, patientId);
  const slot = limitSlots(await loadProtocolsOf(context), now)
    .map((one) => one.slot)
    .find(({ ruleId, name }) => ruleId === given.ruleId && name === given.name);
  if (slot === undefined) throw monitoringProblems['monitoring.limit-unknown']();
  if (!slot.standard.some(({ unit }) => unit === given.unit)) {
    throw monitoringProblems['monitoring.unit-unsuitable']({
      units: slot.standard.map(({ unit }) => unit),
    });
  }
  const row: LimitSetting = {
    id: newId(now.getTime()),
    ruleId: given.ruleId,
    limitName: given.name,
    value: given.value,
    unit: given.unit,
    authorId: authorOf(context),
    reason: given.reason.trim(),
    ...period(given, now),
  };
  await endLimits(context, patientId, row, row.effectiveFrom);
  await insertLimit(tx, { ...row, organizationId: caller.organizationId, patientId });
  await note(context, 'limit.set', patientId, row);
  return view(row, await authorNames(context, [row.authorId]));
}

/** Ends a patient's own limit now; the protocol's applies again. */
export async function endLimit(
  context: Context,
  patientId: string,
  limitId: string,
  reason: string,
): Promise<LimitView> {
  const { caller, now, tx } = context;
  await openPatient(context, patientId);
  const rows = await selectLimitSettings(tx, caller.organizationId, patientId);
  const row = rows.find(({ id }) => id === limitId);
  if (!row) throw platformProblems['record.not-found']();
  await endLimits(context, patientId, row, now);
  await note(context, 'limit.end', patientId, row, reason);
  return view({ ...row, effectiveTo: now }, await authorNames(context, [row.authorId]));
}

function endLimits(
  { tx, caller }: Context,
  patientId: string,
  { ruleId, limitName }: LimitSetting,
  at: Date,
): Promise<void> {
  const { organizationId } = caller;
  return endPeriods(tx, 'patientLimit', { organizationId, patientId, ruleId, limitName }, at);
}

/** From when to when something holds; refuses an end before its beginning. */
export function period(
  given: { readonly effectiveFrom?: string; readonly effectiveTo?: string },
  now: Date,
): { effectiveFrom: Date; effectiveTo: Date | null } {
  const effectiveFrom = given.effectiveFrom ? new Date(given.effectiveFrom) : now;
  const effectiveTo = given.effectiveTo ? new Date(given.effectiveTo) : null;
  if (effectiveTo && effectiveTo <= effectiveFrom)
    throw monitoringProblems['monitoring.period-invalid']();
  return { effectiveFrom, effectiveTo };
}

function authorOf({ caller }: Context): string {
  if (caller.id === null) throw platformProblems['request.invalid']({ reason: 'author' });
  return caller.id;
}

async function note(
  context: Context,
  action: AuditAction,
  patientId: string,
  row: { readonly id: string; readonly ruleId: string },
  reason?: string,
): Promise<void> {
  await recordAudit(context, {
    action,
    patientIds: [patientId],
    subject: `limit:${row.id}`,
    detail: { ruleId: row.ruleId, ...(reason === undefined ? {} : { reasonGiven: true }) },
  });
  await announce(context.tx, context.caller.organizationId, [`patient:${patientId}`]);
}

function view(row: LimitSetting, names: ReadonlyMap<string, string>): LimitView {
  return {
    id: row.id,
    ruleId: row.ruleId,
    name: row.limitName,
    value: row.value,
    unit: row.unit,
    author: names.get(row.authorId) ?? row.authorId,
    reason: row.reason,
    effectiveFrom: row.effectiveFrom.toISOString(),
    effectiveTo: row.effectiveTo?.toISOString() ?? null,
  };
}

/**
 * The limits of rules in the order of the content: of the version in force, or of the newest where none
 * is. A version that is approved for a later day is not what the patient is judged by.
 */
function limitSlots(
  protocols: CompiledProtocols,
  now: Date,
): readonly { readonly rule: CompiledRule; readonly slot: Slot }[] {
  const inForce = new Map(
    [...protocols.at(now.getTime()).values()]
      .flat()
      .flatMap(({ rules }) => rules)
      .map((rule) => [rule.ruleId, rule]),
  );
  const ids = new Set(
    protocols.contents
      .filter(isLimited)
      .flatMap(({ definition }) => definition.rules.map((rule) => `${definition.id}/${rule.id}`)),
  );
  return [...ids].flatMap((ruleId) => {
    const rule = inForce.get(ruleId) ?? protocols.newest(ruleId);
    return rule === undefined ? [] : slotsOf(rule).map((slot) => ({ rule, slot }));
  });
}

/** Of silence no limit is set: what is expected of the patient says when it is told (cadences.ts). */
function isLimited({ definition }: CompiledProtocols['contents'][number]): boolean {
  return definition.id !== 'silence';
}

function slotsOf(compiled: CompiledRule): Slot[] {
  const slots = compiled.rule.levels.flatMap((level) =>
    level.limits.map((limit) => slotOf(compiled, limit, level, isAlone(level))),
  );
  return [...new Map(slots.flatMap((one) => (one ? [[one.name, one]] : []))).values()];
}

function isAlone({ withAnyOf, pattern }: Level): boolean {
  return withAnyOf === undefined && pattern === undefined;
}

function slotOf(
  { ruleId, rule, protocol }: CompiledRule,
  limit: Limit,
  level: Level,
  alone: boolean,
): Slot | undefined {
  const measure = protocol.measures.find(({ name }) => name === limit.of) ?? protocol.measures[0];
  if (measure === undefined) return undefined;
  return {
    ruleId,
    rule: rule.label,
    level: level.label,
    name: limit.name,
    kind: measure.kind,
    component: measure.name === limit.of ? measure.component : null,
    direction: rule.direction,
    inclusive: limit.inclusive,
    priority: Number(level.priority.slice(1)),
    alone,
    standard: [...limit.thresholds],
  };
}
