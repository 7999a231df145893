import { recordAudit } from '../../../access/server/service.ts';
import { isWithinBounds, loadPatientHeaders } from '../../../people/server/service.ts';
import type { Input } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import type { beginTrial, PanelDifference, TrialView } from '../../contract/publishing.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { dayMs } from '../../core/numbers.ts';
import { draftThroughout, inForceThroughout } from '../../core/what-if-change.ts';
import { differenceOf } from '../../core/what-if-difference.ts';
import { addPatient, burden, emptyPanel, type PanelSum } from '../../core/what-if-panel.ts';
import { simulate, type PatientPast } from '../../core/what-if.ts';
import { protocolsInUse } from '../content.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import {
  countPanel,
  insertTrial,
  lockTrial,
  selectPanel,
  selectTrial,
  updateTrial,
  type TrialRow,
} from '../store/publishing.ts';
import { authorOf, draftOf, parentOf } from './publishing-draft.ts';
import { kindsOf, loadPasts } from './what-if-past.ts';
import { whatIfDays } from './what-if.ts';

const patientsAtOnce = 25;
/** One request works about so long, so that its transaction stays short and progress is seen. */
const workMs = 1_500;

/** Begins to try a change of a protocol on the panel; refuses one that could not be judged by. */
export async function startTrial(
  context: Context,
  { protocolId, edits, practiceId }: Input<typeof beginTrial>['body'],
): Promise<{ id: string }> {
  const { tx, caller, now } = context;
  const parent = parentOf(await loadProtocolsOf(context), protocolId);
  draftOf(parent, edits);
  const panel = { practiceId: caller.practiceId ?? practiceId ?? null };
  const row: TrialRow = {
    id: newId(now.getTime()),
    protocolId,
    parentVersion: parent.definition.version,
    parentHash: parent.contentHash,
    edits,
    practiceId: panel.practiceId,
    fromAt: new Date(now.getTime() - whatIfDays * dayMs),
    toAt: now,
    createdBy: authorOf(context),
    createdAt: now,
    patientsTotal: await countPanel(tx, caller.organizationId, panel),
    patientsDone: 0,
    afterPatient: null,
    finishedAt: null,
    result: emptyPanel,
  };
  await insertTrial(tx, caller.organizationId, row);
  await recordAudit(context, {
    action: 'protocol.try',
    patientIds: [],
    subject: `protocol-trial:${row.id}`,
    detail: { protocolId, parentVersion: row.parentVersion },
    purpose: 'operations',
  });
  return { id: row.id };
}

/** Tries the change on the next patients and answers how far it has come. */
export async function goOnWithTrial(context: Context, id: string): Promise<TrialView> {
  const { tx, caller, now } = context;
  const began = performance.now();
  let row = isUuid(id) ? await lockTrial(tx, caller.organizationId, id) : undefined;
  if (!row || !isInScope(context, row)) throw platformProblems['record.not-found']();
  const protocols = await loadProtocolsOf(context);
  const seen: string[] = [];
  while (row.finishedAt === null) {
    const scope = { practiceId: row.practiceId, after: row.afterPatient };
    const ids = await selectPanel(tx, caller.organizationId, scope, patientsAtOnce);
    const last = ids.at(-1);
    if (last === undefined) {
      row = { ...row, finishedAt: now, patientsTotal: row.patientsDone };
      break;
    }
    const result = await tryOn(context, row, protocols, ids);
    seen.push(...ids);
    row = { ...row, result, afterPatient: last, patientsDone: row.patientsDone + ids.length };
    if (performance.now() - began > workMs) break;
  }
  await updateTrial(tx, caller.organizationId, row);
  return trialView(context, row, seen);
}

/** What a trial came to so far. */
export async function showTrial(context: Context, id: string): Promise<TrialView> {
  const { tx, caller } = context;
  const row = isUuid(id) ? await selectTrial(tx, caller.organizationId, id) : undefined;
  if (!row || !isInScope(context, row)) throw platformProblems['record.not-found']();
  return trialView(context, row, []);
}

/** Who is bound to a practice sees only what was tried on it. */
export function isInScope({ caller }: Context, { practiceId }: TrialRow): boolean {
  return caller.practiceId === null || caller.practiceId === practiceId;
}

async function tryOn(
  context: Context,
  row: TrialRow,
  protocols: CompiledProtocols,
  ids: readonly string[],
): Promise<PanelSum> {
  const parent = protocols.contents.find(({ contentHash }) => contentHash === row.parentHash);
  if (parent === undefined) throw platformProblems['record.not-found']();
  const asIs = inForceThroughout(protocols.contents, row.protocolId, row.toAt.getTime());
  const changed = draftThroughout(draftOf(parent, row.edits));
  const patients = [...(await loadPatientHeaders(context.tx, ids)).values()];
  const span = { from: row.fromAt.getTime(), to: row.toAt.getTime() };
  const pasts = await loadPasts(context, patients, kindsOf(parent.definition), span);
  return patients.reduce((sum, { id, zone }) => {
    const past = pasts.get(id);
    return past === undefined ? sum : addPast(sum, id, zone, past, asIs, changed);
  }, row.result);
}

function addPast(
  sum: PanelSum,
  id: string,
  zone: string,
  past: PatientPast,
  asIs: CompiledProtocols,
  changed: CompiledProtocols,
): PanelSum {
  const readings = past.readings.filter(({ at }) => at >= past.from).length;
  if (readings === 0) return sum;
  const before = Map.groupBy(simulate(past, asIs), ({ alert }) => alert.ruleId);
  const after = Map.groupBy(simulate(past, changed), ({ alert }) => alert.ruleId);
  const rules = [...new Set([...before.keys(), ...after.keys()])];
  const byRule = new Map(
    rules.map((ruleId) => [
      ruleId,
      differenceOf(before.get(ruleId) ?? [], after.get(ruleId) ?? [], zone),
    ]),
  );
  return addPatient(sum, id, readings, byRule);
}

async function trialView(
  context: Context,
  row: TrialRow,
  seen: readonly string[],
): Promise<TrialView> {
  const { mostChanged } = row.result;
  const headers = await loadPatientHeaders(
    context.tx,
    mostChanged.map(({ patientId }) => patientId),
  );
  await recordAudit(context, {
    action: 'protocol.look',
    patientIds: [...seen, ...headers.keys()],
    subject: `protocol-trial:${row.id}`,
    purpose: 'operations',
  });
  return {
    id: row.id,
    protocolId: row.protocolId,
    edits: [...row.edits],
    difference: differenceView(row),
    mostChanged: mostChanged.flatMap((one) => {
      const header = headers.get(one.patientId);
      if (header === undefined || !isWithinBounds(context, header)) return [];
      return [{ ...one, name: header.restricted ? null : header.name }];
    }),
  };
}

/** The figures of a trial, without anybody's name. */
export function differenceView(row: TrialRow): PanelDifference {
  const { patients, readings, rules } = row.result;
  const days = (row.toAt.getTime() - row.fromAt.getTime()) / dayMs;
  return {
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    practiceId: row.practiceId,
    patientsTotal: row.patientsTotal,
    patientsDone: row.patientsDone,
    patients,
    readings,
    finished: row.finishedAt !== null,
    rules: Object.entries(rules).map(([ruleId, sum]) => {
      const { patientsAsIs, patientsChanged, patientsAffected, ...counts } = sum;
      return {
        ruleId,
        rule: protocolsInUse().newest(ruleId)?.rule.label ?? { en: ruleId, es: ruleId },
        counts,
        patientsAsIs,
        patientsChanged,
        patientsAffected,
        burdenAsIs: burden(counts.asIs, patients, days),
        burdenChanged: burden(counts.changed, patients, days),
      };
    }),
  };
}
