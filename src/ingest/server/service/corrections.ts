import type { AuditAction } from '../../../access/core/audit.ts';
import { createHash } from 'node:crypto';

import { recordAudit } from '../../../access/server/service.ts';
import type { Input } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { parseCandidate } from '../../../vitals/core/candidate.ts';
import { assessPlausibility } from '../../../vitals/core/plausibility.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { resolveTime } from '../../../vitals/core/time.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { viewReadings, type ReadingKeyOf } from '../../../vitals/server/service/corrections.ts';
import type { Difference, replaceReading, withdrawReading } from '../../contract.ts';
import type { Owner } from '../../core/entry.ts';
import { ingestProblems } from '../../core/problems.ts';
import { insertDeliveries } from '../store/deliveries.ts';
import { changeReadings } from './change-readings.ts';
import { ownerOf } from './decisions.ts';

/**
 * Marks a stored reading as not of this patient or not true: it stays, but counts for nothing. Refuses
 * with `ingest.reading-not-found` what is not there or was corrected before. Runs alone for the
 * organization.
 */
export async function withdraw(
  context: Context,
  patientId: string,
  { reason, ...key }: Input<typeof withdrawReading>['body'],
): Promise<Difference> {
  const owner = await ownerOf(context, patientId);
  const gone = await requireStanding(context, owner, key);
  await audit(context, owner, 'readings.withdraw', gone);
  return changeReadings(context, { owner, added: null, gone: [gone], reason: reason.trim() });
}

/**
 * Appends a corrected reading in the place of a stored one. Refuses as `withdraw` does, and with
 * `ingest.correction-invalid` what is no possible reading. Runs alone for the organization.
 */
export async function replace(
  context: Context,
  patientId: string,
  body: Input<typeof replaceReading>['body'],
): Promise<Difference> {
  const owner = await ownerOf(context, patientId);
  const gone = await requireStanding(context, owner, body);
  const reading = correctedReading(context, owner, gone, body);
  const receivedAt = context.now.getTime();
  const deliveryId = await keepCorrection(context, reading);
  await audit(context, owner, 'readings.replace', gone);
  const added = { reading, deliveryId, receivedAt };
  return changeReadings(context, { owner, added, gone: [gone], reason: body.reason.trim() });
}

/** A reading that counts; of one that was corrected already, the newest form must be corrected. */
async function requireStanding(
  context: Context,
  { id }: Owner,
  { kind, at, sourceId }: { kind: Reading['kind']; at: string; sourceId: string },
): Promise<ReadingKeyOf> {
  const key = { kind, at: Date.parse(at), sourceId };
  const [found] = await viewReadings(context, id, [key]);
  if (found === undefined || found.correction !== null) {
    throw ingestProblems['ingest.reading-not-found']();
  }
  return key;
}

/** What a person says it was: believed as long as it is possible. */
function correctedReading(
  { now }: Context,
  { zone }: Owner,
  gone: ReadingKeyOf,
  body: Input<typeof replaceReading>['body'],
): Reading {
  const { kind, values, unit, context, newAt } = body;
  const { measurement, problem } = parseCandidate(vitalSigns(), { kind, values, unit, context });
  if (measurement === undefined) throw invalid(problem.code);
  const receivedAt = now.getTime();
  const time = resolveTime({ at: newAt ?? gone.at, patientZone: zone, receivedAt });
  if (time.problem !== undefined) throw invalid(time.problem);
  const { at, trust } = time;
  const { placement, reasons } = assessPlausibility(
    vitalSigns(),
    { ...measurement, at, trust },
    [],
  );
  if (placement === 'quarantined') throw invalid(reasons[0]?.code ?? 'values-invalid');
  const sourceId = `correction/${newId(receivedAt)}`;
  return { ...measurement, at, trust, standing: 'accepted', origin: 'manual', sourceId };
}

function invalid(reason: string) {
  return ingestProblems['ingest.correction-invalid']({ reason });
}

/** Every reading came with a delivery; this one came from a person. */
async function keepCorrection(context: Context, reading: Reading): Promise<string> {
  const { tx, caller, now } = context;
  const id = newId(now.getTime());
  const contentHash = createHash('sha256').update(JSON.stringify(reading)).digest();
  await insertDeliveries(tx, caller.organizationId, [
    {
      ...{ id, source: 'correction', adapter: 'correction', tokenId: null, userId: caller.id },
      ...{ messageId: null, contentHash, contentType: 'application/json' },
      ...{ body: null, bodyEncoding: 'identity', receivedAt: now.getTime() },
      ...{ accepted: 1, duplicate: 0, quarantined: 0, rejected: 0 },
    },
  ]);
  return id;
}

async function audit(
  context: Context,
  { id }: Owner,
  action: AuditAction,
  { kind, sourceId }: ReadingKeyOf,
): Promise<void> {
  await recordAudit(context, { action, patientIds: [id], detail: { kind, sourceId } });
}
