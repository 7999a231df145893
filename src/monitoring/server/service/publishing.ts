import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { ChangeView, listChanges, proposeChange } from '../../contract/publishing.ts';
import { monitoringProblems } from '../../core/problems.ts';
import { nextOwnVersion } from '../../core/what-if-edit.ts';
import { loadProtocolsOf, loadRelease } from '../protocol-release.ts';
import {
  insertChange,
  lockChange,
  raiseReleaseNumber,
  selectChanges,
  selectTrial,
  selectTrials,
  updateChange,
  type ChangeRow,
  type ChangeState,
  type ProposedRow,
  type TrialRow,
} from '../store/publishing.ts';
import { authorNames } from './authors.ts';
import { authorOf, draftOf, parentOf } from './publishing-draft.ts';
import { differenceView, isInScope } from './publishing-trial.ts';

/** Proposed changes of protocols, the newest first. */
export async function readChanges(context: Context): Promise<Reply<typeof listChanges>> {
  const { tx, caller } = context;
  const rows = await selectChanges(tx, caller.organizationId);
  const trials = await selectTrials(
    tx,
    caller.organizationId,
    rows.map(({ trialId }) => trialId),
  );
  const people = rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]);
  const names = await authorNames(context, people);
  const { unusable } = await loadRelease(context);
  return {
    changes: rows.flatMap((row) => {
      const trial = trials.get(row.trialId);
      return trial === undefined ? [] : [view(context, row, trial, names, !unusable.has(row.id))];
    }),
  };
}

/** Proposes a change that was tried to its end, with what was foretold of it. */
export async function propose(
  context: Context,
  { trialId, effectiveOn, reason }: Input<typeof proposeChange>['body'],
): Promise<{ id: string }> {
  const { tx, caller, now } = context;
  const trial = await selectTrial(tx, caller.organizationId, trialId);
  if (trial === undefined || !isInScope(context, trial))
    throw platformProblems['record.not-found']();
  if (trial.finishedAt === null) throw monitoringProblems['monitoring.trial-unfinished']();
  requireComing(effectiveOn, now);
  const parent = parentOf(await loadProtocolsOf(context), trial.protocolId);
  if (parent.contentHash !== trial.parentHash)
    throw monitoringProblems['monitoring.parent-changed']();
  const row = {
    id: newId(now.getTime()),
    trialId,
    protocolId: trial.protocolId,
    parentVersion: trial.parentVersion,
    parentHash: trial.parentHash,
    edits: trial.edits,
    effectiveOn,
    state: 'proposed',
    proposedBy: authorOf(context),
    proposedAt: now,
    reason: reason.trim(),
  } as const;
  await insertChange(tx, caller.organizationId, row);
  await note(context, 'protocol.propose', row);
  return { id: row.id };
}

/** Makes a change the organization's version from its day on: by another person than who proposed it. */
export async function approve(
  context: Context,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  const { tx, caller, now } = context;
  const row = await waiting(context, id, 'approve');
  requireComing(row.effectiveOn, now);
  const parent = parentOf(await loadProtocolsOf(context), row.protocolId);
  if (parent.contentHash !== row.parentHash)
    throw monitoringProblems['monitoring.parent-changed']();
  const { definition, contentHash } = draftOf(parent, row.edits, {
    version: nextOwnVersion(parent.definition.version),
    effectiveFrom: row.effectiveOn,
    approver: caller.label,
  });
  await updateChange(tx, caller.organizationId, id, {
    ...decision(context, 'approved', reason),
    version: definition.version,
    contentHash,
    definition: JSON.stringify(definition),
  });
  await raiseReleaseNumber(tx, caller.organizationId);
  await note(context, 'protocol.approve', row);
  return { id };
}

/** Declines a change: by another person than who proposed it. */
export async function decline(
  context: Context,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  const row = await waiting(context, id, 'decline');
  const told = decision(context, 'declined', reason);
  await updateChange(context.tx, context.caller.organizationId, id, told);
  await note(context, 'protocol.decline', row);
  return { id };
}

/** Takes back a change: only who proposed it. */
export async function withdraw(
  context: Context,
  id: string,
  reason: string,
): Promise<{ id: string }> {
  const row = await waiting(context, id, 'withdraw');
  const told = decision(context, 'withdrawn', reason);
  await updateChange(context.tx, context.caller.organizationId, id, told);
  await note(context, 'protocol.withdraw', row);
  return { id };
}

async function waiting(
  context: Context,
  id: string,
  act: 'approve' | 'decline' | 'withdraw',
): Promise<ChangeRow> {
  const { tx, caller } = context;
  // A version is of the whole organization: nobody of one practice decides for the others.
  const whole = caller.practiceId === null;
  const row = whole && isUuid(id) ? await lockChange(tx, caller.organizationId, id) : undefined;
  if (row === undefined) throw platformProblems['record.not-found']();
  if (row.state !== 'proposed') throw monitoringProblems['monitoring.change-decided']();
  const own = row.proposedBy === authorOf(context);
  if (own && act !== 'withdraw') throw monitoringProblems['monitoring.second-person-needed']();
  if (!own && act === 'withdraw') throw monitoringProblems['monitoring.not-proposer']();
  return row;
}

function decision(context: Context, state: ChangeState, reason: string) {
  return {
    state,
    decidedBy: authorOf(context),
    decidedAt: context.now,
    decisionReason: reason.trim(),
  };
}

/** Never for a day that has begun: what was judged already would be judged otherwise again. */
function requireComing(effectiveOn: string, now: Date): void {
  if (effectiveOn <= now.toISOString().slice(0, 10)) {
    throw monitoringProblems['monitoring.effective-day-past']();
  }
}

async function note(
  context: Context,
  action: AuditAction,
  { id, protocolId, parentVersion, effectiveOn }: ProposedRow,
): Promise<void> {
  await recordAudit(context, {
    action,
    patientIds: [],
    subject: `protocol-change:${id}`,
    detail: { protocolId, parentVersion, effectiveOn },
    purpose: 'operations',
  });
  await announce(context.tx, context.caller.organizationId, ['reviews']);
}

function view(
  { caller }: Context,
  row: ChangeRow,
  trial: TrialRow,
  names: ReadonlyMap<string, string>,
  usable: boolean,
): ChangeView {
  const { decidedBy, proposedBy } = row;
  return {
    id: row.id,
    protocolId: row.protocolId,
    trialId: row.trialId,
    state: row.state,
    edits: [...row.edits],
    parentVersion: row.parentVersion,
    parentHash: row.parentHash,
    effectiveOn: row.effectiveOn,
    proposedBy: names.get(proposedBy) ?? proposedBy,
    proposedAt: row.proposedAt.toISOString(),
    reason: row.reason,
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? decidedBy),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionReason: row.decisionReason,
    version: row.version,
    contentHash: row.contentHash,
    usable,
    own: caller.id === proposedBy,
    difference: differenceView(trial),
  };
}
