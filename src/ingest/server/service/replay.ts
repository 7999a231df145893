import { recordAudit } from '../../../access/server/service.ts';
import { listTokens } from '../../../access/server/service/tokens.ts';
import { systemCaller, type Caller, type Context } from '../../../platform/server/context.ts';
import { inOrganization } from '../../../platform/server/database.ts';
import { announce } from '../../../platform/server/live.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { Adapter, DeliveryItem } from '../../core/adapter.ts';
import { csvRows, type CsvRows } from '../../core/csv/rows.ts';
import { nightscout } from '../../core/nightscout.ts';
import { countOutcomes, type ItemOutcome } from '../../core/outcome.ts';
import { ownJson } from '../../core/own-json.ts';
import { readJson } from '../body.ts';
import { settleDataChecks } from '../data-check.ts';
import {
  closeReplayed,
  selectBody,
  selectKept,
  type KeptDelivery,
  type KeptQuery,
} from '../store/replay.ts';
import { chosen, timed, type ReplaySetting } from './replay-items.ts';
import { replayVendor, vendorSources, type VendorSources } from './replay-vendors.ts';

export interface ReplayRequest extends KeptQuery {
  /** Tells what would become of it and keeps nothing. */
  readonly dryRun: boolean;
}

export interface ReplayCounts {
  readonly deliveries: number;
  /** Deliveries in a form that is not replayed: entries by hand, FHIR, sources that are gone. */
  readonly passedOver: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/**
 * Reads kept deliveries again with the adapters as they are now, whole or only what was refused of them,
 * and sends them the usual way: what is stored already is a duplicate. Refused items that are taken now
 * wait for nobody any more.
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
  const parse = parsers.get(delivery.adapter);
  if (parse === undefined) return undefined;
  const token = delivery.tokenId === null ? undefined : tokens.get(delivery.tokenId);
  if (delivery.tokenId !== null && token === undefined) return undefined;
  const caller: Caller = {
    ...systemCaller(setting.organizationId, token?.label ?? 'replay'),
    ...(token === undefined ? undefined : { kind: 'token', id: token.id }),
    practiceId: token?.practiceId ?? null,
    patientId: token?.patientId ?? null,
    source: delivery.source,
  };
  const body = await load();
  const items = timed(delivery, chosen(parse(body, caller), wanted));
  const again = { caller, items, body, adapter: delivery.adapter };
  const { contentType } = delivery;
  return setting.ingest[dryRun ? 'rehearse' : 'receive']({ ...again, contentType });
}

type Parse = (body: Buffer, caller: Caller) => readonly DeliveryItem[];

function parserOf<Body>(adapter: Adapter<Body>): [string, Parse] {
  const parse: Parse = (body, { patientId }) =>
    adapter.parse(readJson(body) as Body, { vitals: vitalSigns(), patientId });
  return [adapter.name, parse];
}

const parsers: ReadonlyMap<string, Parse> = new Map([
  parserOf(ownJson),
  parserOf(nightscout),
  parserOf<CsvRows>(csvRows),
]);

async function closeTaken(
  setting: ReplaySetting,
  delivery: KeptDelivery,
  outcomes: readonly ItemOutcome[],
): Promise<void> {
  const refused = new Set(
    outcomes.flatMap(({ index, status }) => (status === 'rejected' ? [index] : [])),
  );
  const read = new Set(outcomes.map(({ index }) => index));
  const taken = delivery.refusedAt.filter((index) => read.has(index) && !refused.has(index));
  if (taken.length === 0) return;
  await inContext(setting, async (context) => {
    const { tx, now } = context;
    const { organizationId } = setting;
    const subjects = await closeReplayed(tx, organizationId, delivery.id, taken, now);
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
