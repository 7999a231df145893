import { createHash } from 'node:crypto';

import { sessionProblems } from '../../../access/core/problems.ts';
import { mayUseFhir } from '../../../access/core/scopes.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import type { DeliveryItem } from '../../core/adapter.ts';
import { fieldsOf, textOf, type Fields } from '../../core/narrow.ts';
import { readEntryQuery, toEntry, type NightscoutEntry } from '../../core/nightscout-entry.ts';
import { entryType } from '../../core/nightscout.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { ingestProblems } from '../../core/problems.ts';
import { describeOutcome } from '../answer.ts';

/** Entries are known by 24 hexadecimal digits there; made of what names ours, they stay the same. */
function entryId(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

const echoed = [
  'type',
  'sgv',
  'mbg',
  'date',
  'dateString',
  'device',
  'direction',
  'noise',
] as const;

/**
 * The answer to an upload: one object for each entry, in its order. Uploaders take an entry as stored by
 * its place in this list (LoopKit/NightscoutKit: as many objects as were sent), so a refused one is
 * among them too, and says so in `enlace`.
 */
export function echoEntries(
  outcomes: readonly ItemOutcome[],
  _items: readonly DeliveryItem[],
  parsed: unknown,
): readonly object[] {
  const byPlace = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const entries: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return entries.map((raw, place) => {
    const entry: Fields = fieldsOf(raw) ?? {};
    const outcome = byPlace.get(place);
    const { key } = outcome ?? {};
    const shown = echoed.flatMap((name) => (name in entry ? [[name, entry[name]] as const] : []));
    return {
      _id: entryId(key ? [key.patientId, key.kind, key.at, key.sourceId] : [place, raw]),
      ...Object.fromEntries(shown),
      type: entryType(entry) ?? null,
      enlace: outcome === undefined ? { status: 'ignored' } : withoutPlace(outcome),
    };
  });
}

function withoutPlace(outcome: ItemOutcome) {
  const { index: _index, id: _id, ...told } = describeOutcome(outcome);
  return told;
}

/** The newest glucose readings of the patient whom the token is bound to, the newest first. */
export async function readEntries(
  context: Context,
  query: Readonly<Record<string, unknown>>,
): Promise<NightscoutEntry[]> {
  const { caller, now } = context;
  if (!mayUseFhir(caller.permissions, 'Observation', 's'))
    throw sessionProblems['session.forbidden']();
  if (caller.patientId === null) throw ingestProblems['ingest.patient-token-needed']();
  const { id: patientId } = await openPatient(context, caller.patientId);
  const { from, to, count, type } = readEntryQuery(query, now.getTime());
  const found = await loadReadings(context, [{ patientId, kind: 'glucose', from, to }]);
  const readings = (found.get(patientId) ?? []).filter(
    ({ context: told }) => type === undefined || (type === 'sgv') === (told?.sensor === true),
  );
  await recordAudit(context, { action: 'readings.read', patientIds: [patientId] });
  return readings
    .slice(-count)
    .toReversed()
    .map((reading) => {
      const id = entryId([patientId, reading.kind, reading.at, reading.sourceId]);
      return toEntry(id, reading, deviceOf(reading.sourceId));
    });
}

/** The device as the uploader named it: the last part of "source/sgv/1763644320000/device". */
function deviceOf(sourceId: string): string | undefined {
  return textOf(/\/(?:sgv|mbg)\/[^/]*\/(.*)$/.exec(sourceId)?.[1]);
}
