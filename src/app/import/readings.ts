import { nightscout } from '../../ingest/core/nightscout.ts';
import type { Adapter, DeliveryItem } from '../../ingest/core/adapter.ts';
import { ownJson } from '../../ingest/core/own-json.ts';
import { describeOutcome, type Delivery } from '../../ingest/server/service.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { UsageError } from '../commands/command.ts';
import type { FileRecord } from './detect.ts';
import type { ImportSetting, RowResult } from './setting.ts';

const portion = 1_000;
const adapters = { nightscout, readings: ownJson } as const;

/** Imports entries of Nightscout or readings in our own form, a thousand in a delivery. */
export async function importReadings(
  setting: ImportSetting,
  format: keyof typeof adapters,
  records: readonly FileRecord[],
): Promise<readonly RowResult[]> {
  if (format === 'nightscout' && setting.patientId === undefined) {
    throw new UsageError('A Nightscout file names no patient: add --patient.');
  }
  const results: RowResult[] = [];
  for (let first = 0; first < records.length; first += portion) {
    const part = records.slice(first, first + portion);
    const body = part.map(({ value }) => value);
    const items = parse(adapters[format], body, setting);
    const outcomes = await deliver(setting, adapters[format].name, body, items);
    results.push(
      ...outcomes.map((outcome) => ({ ...outcome, row: part[outcome.index]?.row ?? 0 })),
    );
  }
  return results;
}

function parse(adapter: Adapter, body: unknown, { patientId }: ImportSetting) {
  return adapter.parse(body, { vitals: vitalSigns(), patientId: patientId ?? null });
}

/** Stores or rehearses items; each outcome with the place of its item. */
export async function deliver(
  { ingest, organizationId, dryRun }: ImportSetting,
  adapter: string,
  body: unknown,
  items: readonly DeliveryItem[],
): Promise<readonly (Omit<RowResult, 'row'> & { readonly index: number })[]> {
  if (items.length === 0) return [];
  const delivery: Delivery = {
    caller: systemCaller(organizationId, 'command-line'),
    adapter,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(body)),
    items,
  };
  const outcomes = dryRun ? await ingest.rehearse(delivery) : await ingest.receive(delivery);
  return outcomes.map((outcome) => {
    const { index, status, code, messages } = describeOutcome(outcome);
    return { index, status, codes: code === undefined ? [] : [code], message: messages };
  });
}
