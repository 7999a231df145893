import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { enterReading, ItemResult } from '../../contract.ts';
import type { Candidate } from '../../core/adapter.ts';
import { timeProblem, understand } from '../../core/entry.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { describeOutcome } from '../answer.ts';
import type { Ingest } from '../service.ts';

/** The label of what people enter. */
export const manualSource = 'manual';

/**
 * Takes a reading that a person entered, the same way as every other: stored, judged, or held with its
 * reason. What cannot be read is only answered: whoever entered it is there to put it right. The entry's
 * id makes sending it twice store it once.
 */
export async function enterByHand(
  context: Context,
  ingest: Ingest,
  patientId: string,
  body: Input<typeof enterReading>['body'],
): Promise<ItemResult> {
  const { id } = await openPatient(context, patientId);
  const candidate: Candidate = {
    ...{ index: 0, messageId: body.entryId, patient: id, origin: 'manual', raw: body },
    measured: { kind: body.kind, values: body.values, unit: body.unit, context: body.context },
    ...(body.at === undefined ? undefined : { at: body.at }),
  };
  const outcome = refusalOf(candidate, context.now) ?? (await send(context, ingest, candidate));
  await recordAudit(context, {
    action: 'readings.enter',
    patientIds: [id],
    detail: { kind: body.kind, status: outcome.status, entryId: body.entryId },
  });
  return describeOutcome(outcome);
}

/** Why it cannot be stored, whoever's it is; undefined when it can. */
export function refusalOf(candidate: Candidate, now: Date): ItemOutcome | undefined {
  const { index, messageId } = candidate;
  const read = understand(vitalSigns(), candidate);
  const provenance = { source: manualSource, receivedAt: now.getTime(), contentHash: '' };
  const code = 'code' in read ? read.code : timeProblem(read, provenance);
  return code === undefined ? undefined : { index, messageId, status: 'rejected', code };
}

async function send(
  { caller }: Context,
  ingest: Ingest,
  candidate: Candidate,
): Promise<ItemOutcome> {
  const [outcome] = await ingest.receive({
    ...{ caller, source: manualSource, adapter: manualSource, contentType: 'application/json' },
    // The entry itself says who entered it; there is nothing else to keep for a replay.
    ...{ body: null, items: [candidate] },
  });
  if (outcome === undefined) throw new Error('An entry was answered with nothing.');
  return outcome;
}
