import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { ItemResult, ReadingEntry } from '../../core/reading-entry.ts';
import type { Candidate } from '../../core/adapter.ts';
import { timeProblem, understand } from '../../core/entry.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { describeOutcome } from '../answer.ts';
import type { Ingest } from '../service.ts';

/** The label of what people enter. */
export const manualSource = 'manual';

/** The label of what a device sent to a person's page. */
const deviceSource = 'bluetooth';

/**
 * Takes a reading that a person entered, the same way as every other: stored, judged, or held with its
 * reason. What cannot be read is only answered: whoever entered it is there to put it right. The entry's
 * id makes sending it twice store it once.
 */
export async function enterByHand(
  context: Context,
  ingest: Ingest,
  patientId: string,
  body: ReadingEntry,
): Promise<ItemResult> {
  const { id } = await openPatient(context, patientId);
  const candidate = candidateOf(id, body);
  const outcome = refusalOf(candidate, context.now) ?? (await send(context, ingest, candidate));
  await recordAudit(context, {
    action: 'readings.enter',
    patientIds: [id],
    detail: { kind: body.kind, status: outcome.status, entryId: body.entryId },
  });
  return describeOutcome(outcome);
}

function candidateOf(patientId: string, body: ReadingEntry): Candidate {
  const { entryId, kind, values, unit, context, at, device } = body;
  const named = device?.name === undefined ? context : { ...context, deviceName: device.name };
  const candidate: Candidate = {
    ...{ index: 0, messageId: entryId, patient: patientId, origin: 'manual', raw: body },
    measured: { kind, values, unit, context: named },
    ...(at === undefined ? undefined : { at }),
  };
  if (device === undefined) return candidate;
  const sent: Candidate = { ...candidate, origin: 'device', device: device.id };
  // A device sends what it keeps again at the next connection: its own time tells that it is the same.
  if (at === undefined) return sent;
  const { messageId: _entryId, ...timed } = sent;
  return timed;
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
  const source = candidate.origin === 'device' ? deviceSource : manualSource;
  const [outcome] = await ingest.receive({
    ...{ caller, source, adapter: source, contentType: 'application/json' },
    // The entry itself says who entered it; there is nothing else to keep for a replay.
    ...{ body: null, items: [candidate] },
  });
  if (outcome === undefined) throw new Error('An entry was answered with nothing.');
  return outcome;
}
