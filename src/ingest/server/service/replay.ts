import { permissionsOfScopes } from '../../../access/core/scopes.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { listTokens } from '../../../access/server/service/tokens.ts';
import { systemCaller, type Caller, type Context } from '../../../platform/server/context.ts';
import { inOrganization } from '../../../platform/server/database.ts';
import { announce } from '../../../platform/server/live.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { Adapter } from '../../core/adapter.ts';
import { csvRows, type CsvRows } from '../../core/csv/rows.ts';
import { nightscout } from '../../core/nightscout.ts';
import { countOutcomes, type ItemOutcome } from '../../core/outcome.ts';
import { ownJson } from '../../core/own-json.ts';
import { readJson } from '../body.ts';
import { settleDataChecks } from '../data-check.ts';
import { hl7Adapter, redeliverMessage } from '../mllp/deliver.ts';
import { mqttAdapter, redeliverPublished } from '../mqtt/deliver.ts';
import {
  closeReplayed,
  selectBody,
  selectKept,
  type KeptDelivery,
  type KeptQuery,
} from '../store/replay.ts';
import { chosen, timed, type Redeliver, type ReplaySetting } from './replay-items.ts';
import { replayVendor, vendorSources, type VendorSources } from './replay-vendors.ts';

export interface ReplayRequest extends KeptQuery {
  /** Tells what would become of it and keeps nothing. */
  readonly dryRun: boolean;
}

export interface ReplayCounts {
  readonly deliveries: number;
  /** Deliveries in a form that is not replayed: entries by hand, sources that are gone. */
  readonly passedOver: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/**
 * Reads kept deliveries again with the adapters as they are now, whole or only what was refused of them,
 * and sends them the usual way: what is stored already is a duplicate. What was refused and can be read
 * now, or was held and is stored now, waits for nobody any more.
 */
export async function replay(
  setting: ReplaySetting,
  request: ReplayRequest,
): Promise<ReplayCounts> {
  const { kept, senders } = await inContext(setting, async (context) => ({
    kept: await selectKept(context.tx, setting.organizationId, request),
    senders: await loadSenders(context),
  }));
  const outcomes: ItemOutcome[] = [];
  let passedOver = 0;
  for (const delivery of kept) {
    const own = await replayOne(setting, delivery, request, senders);
    if (own === undefined) passedOver += 1;
    else {
      outcomes.push(...own);
      if (!request.dryRun) await closeTaken(setting, delivery, own);
    }
  }
  const counts = { deliveries: kept.length, passedOver, ...countOutcomes(outcomes) };
  if (!request.dryRun) await audit(setting, request, counts);
  return counts;
}

function inContext<T>(
  { database, organizationId, clock }: ReplaySetting,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const caller = systemCaller(organizationId, 'replay');
  return inOrganization(database, organizationId, (tx) =>
    work({ tx, caller, now: clock(), audited: 0 }),
  );
}

interface Senders {
  readonly tokens: ReadonlyMap<string, Awaited<ReturnType<typeof listTokens>>[number]>;
  readonly vendors: VendorSources;
}

async function loadSenders(context: Context): Promise<Senders> {
  const tokens = await listTokens(context);
  return {
    tokens: new Map(tokens.map((token) => [token.id, token])),
    vendors: await vendorSources(context),
  };
}

/** Undefined when the delivery is in no form that can be read again. */
async function replayOne(
  setting: ReplaySetting,
  delivery: KeptDelivery,
  { failed, dryRun }: ReplayRequest,
  { tokens, vendors }: Senders,
): Promise<readonly ItemOutcome[] | undefined> {
  const wanted = failed ? new Set(delivery.refusedAt) : undefined;
  const load = () =>
    inContext(setting, ({ tx }) => selectBody(tx, setting.organizationId, delivery.id));
  const vendor = delivery.tokenId === null ? undefined : vendors.get(delivery.tokenId);
  if (vendor !== undefined) {
    return replayVendor(setting, { delivery, source: vendor, wanted, dryRun, load });
  }
  const redeliver = ownForms.get(delivery.adapter) ?? setting.forms?.get(delivery.adapter);
  if (redeliver === undefined) return undefined;
  const token = delivery.tokenId === null ? undefined : tokens.get(delivery.tokenId);
  if (delivery.tokenId !== null && token === undefined) return undefined;
  const caller: Caller = {
    ...systemCaller(setting.organizationId, token?.label ?? 'replay'),
    ...(token === undefined ? undefined : { kind: 'token', id: token.id }),
    permissions: permissionsOfScopes(token?.scopes ?? []),
    practiceId: token?.practiceId ?? null,
    patientId: token?.patientId ?? null,
    source: delivery.source,
  };
  const { contentType, messageId } = delivery;
  return redeliver(setting, {
    ...{ caller, contentType, messageId, dryRun, body: await load() },
    choose: (items) => timed(delivery, chosen(items, wanted)),
  });
}

/** A form whose adapter says all there is to it. */
function formOf<Body>({ name: adapter, parse }: Adapter<Body>): [string, Redeliver] {
  const redeliver: Redeliver = ({ ingest }, { caller, contentType, body, choose, dryRun }) => {
    const context = { vitals: vitalSigns(), patientId: caller.patientId };
    const items = choose(parse(readJson(body) as Body, context));
    return ingest[dryRun ? 'rehearse' : 'receive']({ caller, items, body, adapter, contentType });
  };
  return [adapter, redeliver];
}

const ownForms: ReadonlyMap<string, Redeliver> = new Map([
  formOf(ownJson),
  formOf(nightscout),
  formOf<CsvRows>(csvRows),
  [mqttAdapter, redeliverPublished],
  [hl7Adapter, redeliverMessage],
]);

async function closeTaken(
  setting: ReplaySetting,
  delivery: KeptDelivery,
  outcomes: readonly ItemOutcome[],
): Promise<void> {
  const byPlace = Map.groupBy(outcomes, ({ index }) => index);
  const read: number[] = [];
  const stored: number[] = [];
  for (const [index, own] of byPlace) {
    if (own.every(({ status }) => status !== 'rejected')) read.push(index);
    if (own.every(({ status }) => status === 'accepted' || status === 'duplicate'))
      stored.push(index);
  }
  if (read.length === 0) return;
  await inContext(setting, async (context) => {
    const { tx, now } = context;
    const { organizationId } = setting;
    const subjects = await closeReplayed(tx, organizationId, delivery.id, { read, stored }, now);
    if (subjects.length === 0) return;
    for (const subject of subjects) await settleDataChecks(context, subject);
    await announce(tx, organizationId, ['quarantine', 'work']);
  });
}

async function audit(
  setting: ReplaySetting,
  { source, since, failed }: ReplayRequest,
  counts: ReplayCounts,
): Promise<void> {
  await inContext(setting, (context) =>
    recordAudit(context, {
      action: 'readings.replay',
      patientIds: [],
      purpose: 'operations',
      detail: { ...counts, source, since: since?.toISOString() ?? null, failed },
    }),
  );
}
