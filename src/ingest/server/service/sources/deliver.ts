import { systemCaller, type Caller } from '../../../../platform/server/context.ts';
import { inOrganization, type Database } from '../../../../platform/server/database.ts';
import { resolveTime } from '../../../../vitals/core/time.ts';
import { noteToldOfDevices } from '../../../../vitals/server/service/devices-told.ts';
import { maximumItems } from '../../../contract.ts';
import { countOutcomes, type ItemOutcome } from '../../../core/outcome.ts';
import { ingestProblems } from '../../../core/problems.ts';
import { vendorAdapters } from '../../../core/vendors/adapters.ts';
import type { DeviceEvent, VendorItem } from '../../../core/vendors/vendor.ts';
import { readNotification, type WithingsNotification } from '../../../core/vendors/withings.ts';
import { readJson, readText } from '../../body.ts';
import { receiveRevised, rehearseRevised, type RevisedDelivery } from '../revised-delivery.ts';
import type { Seal } from './seal.ts';
import type { Ingest } from '../../service.ts';
import { addToHour, type SourceRow } from '../../store/sources.ts';
import { assignOwners } from './owners.ts';
import { fetchNotified } from './withings.ts';

export interface VendorSetting {
  readonly database: Database;
  readonly ingest: Ingest;
  readonly seal: Seal;
  readonly clock: () => Date;
}

/** A source without its secret. */
export type VendorSource = Omit<SourceRow, 'sealedSecret'>;

export interface VendorDelivery {
  readonly source: VendorSource;
  readonly contentType: string;
  readonly body: Buffer;
}

/** The machine in whose name a source's deliveries are stored and audited. */
export function callerOf(
  source: Pick<SourceRow, 'organizationId' | 'id' | 'label' | 'practiceId' | 'source'>,
): Caller {
  return {
    ...systemCaller(source.organizationId, source.label),
    kind: 'token',
    id: source.id,
    permissions: new Set(['readings.send']),
    practiceId: source.practiceId,
    source: source.source,
  };
}

/** Takes what a vendor delivered; answers what became of each item once all of it is committed. */
export async function deliver(
  setting: VendorSetting,
  delivery: VendorDelivery,
): Promise<readonly ItemOutcome[]> {
  const { source } = delivery;
  const outcomes =
    source.vendor === 'withings'
      ? await takeNotification(setting, delivery)
      : await take(setting, delivery, { account: null });
  await countDelivery(setting, source, outcomes);
  return outcomes;
}

/** Takes what was fetched of one account, through the same door as what is delivered. */
export async function takeFetched(
  setting: VendorSetting,
  source: VendorSource,
  account: string,
  body: Buffer,
): Promise<void> {
  const delivery = { source, contentType: 'application/json', body };
  await countDelivery(setting, source, await take(setting, delivery, { account }));
}

function countDelivery(
  { database, clock }: VendorSetting,
  { organizationId, id: sourceId }: VendorSource,
  outcomes: readonly ItemOutcome[],
): Promise<void> {
  const counts = { deliveries: 1, refused: 0, ...countOutcomes(outcomes) };
  return inOrganization(database, organizationId, (tx) =>
    addToHour(tx, { organizationId, sourceId, at: clock() }, counts),
  );
}

/** Counts a request that did not prove where it comes from. */
export async function noteRefusal(
  { database, clock }: VendorSetting,
  { organizationId, id: sourceId }: Pick<SourceRow, 'organizationId' | 'id'>,
): Promise<void> {
  const nothing = { deliveries: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 };
  await inOrganization(database, organizationId, (tx) =>
    addToHour(tx, { organizationId, sourceId, at: clock() }, { ...nothing, refused: 1 }),
  );
}

interface Told {
  /** Whose data a fetched body is; kept with it, because the body does not say. */
  readonly account: string | null;
}

async function take(
  setting: VendorSetting,
  { source, contentType, body }: VendorDelivery,
  { account }: Told,
): Promise<readonly ItemOutcome[]> {
  const { items, deviceEvents } = vendorAdapters[source.vendor].parse(readJson(body), account);
  if (items.length > maximumItems) throw ingestProblems['ingest.too-many-items']();
  const outcomes = await store(setting, { source, contentType, body, account, items });
  await noteDevices(setting, source, deviceEvents);
  return outcomes;
}

/** Where devices are and how they are, as their vendor tells it. */
async function noteDevices(
  { database, clock }: Pick<VendorSetting, 'database' | 'clock'>,
  source: VendorDelivery['source'],
  events: readonly DeviceEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const now = clock();
  const told = events.flatMap(({ at, ...event }) => {
    const time = resolveTime({ at, patientZone: 'UTC', receivedAt: now.getTime() });
    return time.problem === undefined ? [{ ...event, at: time.at }] : [];
  });
  await inOrganization(database, source.organizationId, (tx) =>
    noteToldOfDevices({ tx, caller: callerOf(source), now, audited: 0 }, source.label, told),
  );
}

export interface ToStore extends VendorDelivery {
  readonly account: string | null;
  readonly items: readonly VendorItem[];
}

type Writing = Pick<VendorSetting, 'database' | 'ingest' | 'clock'>;

/** Stores what was parsed of a delivery. */
export async function store(setting: Writing, delivery: ToStore): Promise<readonly ItemOutcome[]> {
  return receiveRevised(setting.ingest, await ownedDelivery(setting, delivery));
}

/** What `store` would answer; nothing is kept. */
export async function rehearseStore(
  setting: Writing,
  delivery: ToStore,
): Promise<readonly ItemOutcome[]> {
  return rehearseRevised(setting.ingest, await ownedDelivery(setting, delivery));
}

function own(
  { database, clock }: Writing,
  { source, items }: ToStore,
): Promise<readonly VendorItem[]> {
  const caller = callerOf(source);
  return inOrganization(database, source.organizationId, (tx) =>
    assignOwners({ tx, caller, now: clock(), audited: 0 }, items),
  );
}

async function ownedDelivery(setting: Writing, delivery: ToStore): Promise<RevisedDelivery> {
  const { source, contentType, body, account } = delivery;
  return {
    ...{ caller: callerOf(source), source: source.source, adapter: source.vendor },
    ...{ contentType, body, items: await own(setting, delivery) },
    ...(account === null ? undefined : { messageId: account }),
  };
}

/** The name under which notifications are kept; what they led to is kept beside them. */
export const notificationAdapter = 'withings-notification';

async function takeNotification(
  setting: VendorSetting,
  delivery: VendorDelivery,
): Promise<readonly ItemOutcome[]> {
  const notification = readNotification(readText(delivery.body));
  if (notification === undefined) {
    return keepNotification(setting, delivery, [
      { index: 0, code: 'item-invalid', field: 'userid', raw: null },
    ]);
  }
  if (!notification.isMeasures) return keepNotification(setting, delivery, []);
  return followNotification(setting, delivery, notification);
}

/** Follows a kept notification again, now that it may lead somewhere; it is not kept once more. */
export async function followAgain(
  setting: VendorSetting,
  delivery: VendorDelivery,
): Promise<readonly ItemOutcome[] | undefined> {
  const notification = readNotification(readText(delivery.body));
  if (notification?.isMeasures !== true) return undefined;
  const body = await fetchNotified(setting, delivery.source, notification);
  if (body === undefined) return [{ index: 0, status: 'rejected', code: 'access-ended' }];
  const answer = { source: delivery.source, contentType: 'application/json', body };
  return take(setting, answer, { account: notification.userId });
}

/** Fetches what a notification is about, and stores it. */
async function followNotification(
  setting: VendorSetting,
  delivery: VendorDelivery,
  notification: WithingsNotification,
): Promise<readonly ItemOutcome[]> {
  const { source } = delivery;
  const { userId, from, to } = notification;
  const body = await fetchNotified(setting, source, notification);
  if (body === undefined) {
    const raw = { userid: userId, startdate: from, enddate: to };
    const messageId = `${userId}/${from}-${to}`;
    return keepNotification(setting, delivery, [
      { index: 0, messageId, code: 'access-ended', field: 'userid', raw },
    ]);
  }
  await keepNotification(setting, delivery, []);
  const answer = { source, contentType: 'application/json', body };
  return take(setting, answer, { account: userId });
}

function keepNotification(
  { ingest }: Pick<VendorSetting, 'ingest'>,
  { source, contentType, body }: VendorDelivery,
  items: readonly VendorItem[],
): Promise<readonly ItemOutcome[]> {
  const caller = callerOf(source);
  return ingest.receive({ caller, contentType, body, adapter: notificationAdapter, items });
}
