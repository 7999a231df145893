import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { enterObservation } from '../../contract/observation.ts';
import type { Candidate } from '../../core/adapter.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { describeOutcome } from '../answer.ts';
import type { Ingest } from '../service.ts';
import { manualSource, refusalOf } from './enter.ts';

type Body = Input<typeof enterObservation>['body'];

/**
 * Takes what somebody saw and measured at one time as readings that each carry consciousness and
 * oxygen: one delivery, judged together, so that a score finds all of them. A value that cannot be
 * read is only answered; the others count.
 */
export async function enterObserved(
  context: Context,
  ingest: Ingest,
  patientId: string,
  body: Body,
): Promise<Reply<typeof enterObservation>> {
  const { id } = await openPatient(context, patientId);
  const candidates = candidatesOf(id, body);
  const refused = candidates.flatMap((one) => refusalOf(one, context.now) ?? []);
  const good = candidates.filter(({ index }) => !refused.some((one) => one.index === index));
  const outcomes = [...refused, ...(await send(context, ingest, good))].toSorted(
    (one, other) => one.index - other.index,
  );
  await recordAudit(context, {
    action: 'observation.enter',
    patientIds: [id],
    detail: {
      entryId: body.entryId,
      kinds: body.readings.map(({ kind }) => kind),
      statuses: outcomes.map(({ status }) => status),
    },
  });
  return { results: outcomes.map(describeOutcome) };
}

function candidatesOf(patient: string, body: Body): readonly Candidate[] {
  const { entryId, consciousness, oxygen, at } = body;
  const seen = { consciousness, ...(oxygen === null ? {} : { oxygen }) };
  return body.readings.map(({ kind, values, unit }, index) => ({
    ...{ index, messageId: `${entryId}/${kind}`, patient, origin: 'manual' as const },
    raw: { ...body, readings: [{ kind, values, unit }] },
    measured: { kind, values, unit, context: seen },
    ...(at === undefined ? undefined : { at }),
  }));
}

async function send(
  { caller }: Context,
  ingest: Ingest,
  items: readonly Candidate[],
): Promise<readonly ItemOutcome[]> {
  if (items.length === 0) return [];
  const outcomes = await ingest.receive({
    ...{ caller, source: manualSource, adapter: manualSource, contentType: 'application/json' },
    // The entry itself says who entered it; there is nothing else to keep for a replay.
    ...{ body: null, items },
  });
  return outcomes.map((outcome, place) => ({ ...outcome, index: items[place]?.index ?? place }));
}
