import { isUtf8 } from 'node:buffer';

import type { Caller } from '../../../platform/server/context.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { maximumItems } from '../../contract.ts';
import type { DeliveryItem } from '../../core/adapter.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { ownJson } from '../../core/own-json.ts';
import { sourceOfTopic } from '../../core/topic.ts';
import type { Redelivery } from '../service/replay-items.ts';
import { senderOf, type GatewayOutcome, type GatewaySetting } from '../gateway.ts';

/** The name under which payloads are kept. */
export const mqttAdapter = 'mqtt';

export interface Published {
  readonly topic: string;
  readonly payload: Buffer;
}

/**
 * Stores what was published, and tells what became of it once that is committed. What cannot be read is
 * kept as a refused delivery: sent again it would be as bad. Rejects when it could not be stored now.
 */
export async function takePublished(
  setting: GatewaySetting,
  { token, topic: filter }: { readonly token: string; readonly topic: string },
  { topic, payload }: Published,
): Promise<GatewayOutcome> {
  const caller = await senderOf(setting, token);
  const source = sourceOfTopic(filter, topic) ?? caller.source ?? 'mqtt';
  const items = readPayload(payload, caller);
  const outcomes = await setting.ingest.receive({
    ...{ caller: { ...caller, source }, source, adapter: mqttAdapter, body: payload },
    contentType: 'application/json',
    items: items ?? unreadable,
  });
  if (items === undefined) return 'refused';
  const isTaken = outcomes.some(({ status }) => status === 'accepted' || status === 'duplicate');
  return isTaken ? 'taken' : 'held';
}

/** Reads a kept payload again. */
export function redeliverPublished(
  { ingest }: Pick<GatewaySetting, 'ingest'>,
  { caller, contentType, body, choose, dryRun }: Redelivery,
): Promise<readonly ItemOutcome[]> {
  const items = choose(readPayload(body, caller) ?? unreadable);
  const delivery = { caller, contentType, body, items, adapter: mqttAdapter };
  return dryRun ? ingest.rehearse(delivery) : ingest.receive(delivery);
}

const unreadable: readonly DeliveryItem[] = [{ index: 0, code: 'item-invalid', raw: null }];

/** The readings of a payload of own JSON, one or an array; undefined when it is none. */
function readPayload(payload: Buffer, caller: Caller): readonly DeliveryItem[] | undefined {
  const parsed = readJson(payload);
  if (parsed === undefined) return undefined;
  const items = ownJson.parse(parsed, { vitals: vitalSigns(), patientId: caller.patientId });
  return items.length === 0 || items.length > maximumItems ? undefined : items;
}

function readJson(payload: Buffer): unknown {
  if (!isUtf8(payload)) return undefined;
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
