import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { loadPresentConditions, openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Text } from '../../../platform/core/text.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { FactView, listFacts, setFactRoute } from '../../contract.ts';
import { monitoringProblems } from '../../core/problems.ts';
import { factWords } from '../../core/vocabulary.ts';
import { conditionFlagsInUse, impliedFlags } from '../conditions.ts';
import { endPeriods } from '../store/periods.ts';
import { insertFact, selectFactSettings, type FactSetting } from '../store/settings.ts';
import { authorNames } from './authors.ts';
import { period } from './limits.ts';

interface KnownFact {
  readonly fact: string;
  readonly label: Text;
  /** Null for a flag, which has no figure. */
  readonly unit: string | null;
}

const figureUnits = { dryWeightKg: 'kg', personalBestPeakFlow: 'L/min' } as const;

/** Everything that a protocol may want to know of a patient. */
function knownFacts(): KnownFact[] {
  const flags = conditionFlagsInUse().flags.map(({ id, label }) => ({
    fact: id,
    label,
    unit: null,
  }));
  const figures = (Object.keys(figureUnits) as (keyof typeof figureUnits)[]).map((fact) => ({
    fact,
    label: factWords[fact],
    unit: figureUnits[fact],
  }));
  return [...flags, ...figures];
}

/** Flags and figures of a patient, entered and implied by conditions, with what could be entered. */
export async function readFacts(
  context: Context,
  patientId: string,
): Promise<Reply<typeof listFacts>> {
  const { caller, now, tx } = context;
  await openPatient(context, patientId);
  const rows = await selectFactSettings(tx, caller.organizationId, patientId);
  const names = await authorNames(
    context,
    rows.map((row) => row.authorId),
  );
  const conditions = await loadPresentConditions(tx, [patientId]);
  const today = now.toISOString().slice(0, 10);
  await recordAudit(context, { action: 'facts.read', patientIds: [patientId] });
  return {
    known: knownFacts(),
    facts: rows.map((row) => view(row, names)),
    fromConditions: conditions.flatMap((condition) =>
      impliedFlags([condition], today).map((fact) => ({ fact, condition: condition.code })),
    ),
  };
}

/** Records a flag or figure from a moment on; what stood there before ends then. */
export async function setFact(
  context: Context,
  patientId: string,
  given: Input<typeof setFactRoute>['body'],
): Promise<FactView> {
  const { caller, now, tx } = context;
  await openPatient(context, patientId);
  const known = knownFacts().find(({ fact }) => fact === given.fact);
  if (known === undefined || (known.unit === null) !== (given.value === null)) {
    throw monitoringProblems['monitoring.fact-unknown']();
  }
  const row: FactSetting = {
    id: newId(now.getTime()),
    fact: given.fact,
    value: given.value,
    unit: known.unit,
    authorId: caller.id,
    reason: given.reason.trim(),
    ...period(given, now),
  };
  const { organizationId } = caller;
  const same = { organizationId, patientId, fact: row.fact };
  await endPeriods(tx, 'patientFact', same, row.effectiveFrom);
  await insertFact(tx, { ...row, organizationId, patientId });
  await note(context, 'fact.set', patientId, row);
  return view(row, await authorNames(context, [row.authorId]));
}

/** Ends a flag or figure now. */
export async function endFact(
  context: Context,
  patientId: string,
  factId: string,
): Promise<FactView> {
  const { caller, now, tx } = context;
  await openPatient(context, patientId);
  const rows = await selectFactSettings(tx, caller.organizationId, patientId);
  const row = rows.find(({ id }) => id === factId);
  if (!row) throw platformProblems['record.not-found']();
  const same = { organizationId: caller.organizationId, patientId, fact: row.fact };
  await endPeriods(tx, 'patientFact', same, now);
  await note(context, 'fact.end', patientId, row);
  return view({ ...row, effectiveTo: now }, await authorNames(context, [row.authorId]));
}

async function note(context: Context, action: AuditAction, patientId: string, row: FactSetting) {
  await recordAudit(context, {
    action,
    patientIds: [patientId],
    subject: `fact:${row.id}`,
    detail: { fact: row.fact },
  });
  await announce(context.tx, context.caller.organizationId, [`patient:${patientId}`]);
}

function view(row: FactSetting, names: ReadonlyMap<string, string>): FactView {
  return {
    id: row.id,
    fact: row.fact,
    value: row.value,
    unit: row.unit,
    author: row.authorId === null ? null : (names.get(row.authorId) ?? row.authorId),
    reason: row.reason,
    effectiveFrom: row.effectiveFrom.toISOString(),
    effectiveTo: row.effectiveTo?.toISOString() ?? null,
  };
}
