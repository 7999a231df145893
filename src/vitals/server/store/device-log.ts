import type { Tx } from '../../../platform/server/database.ts';

export type IdentifierKind = 'serial' | 'imei' | 'gateway' | 'phone';

export interface DeviceEventRow {
  readonly id: string;
  readonly deviceId: string;
  /** When it happened. */
  readonly at: Date;
  readonly recordedAt: Date;
  /** A state, or what else was done or told. */
  readonly event: string;
  readonly patientId: string | null;
  readonly authorId: string | null;
  /** The vendor who told it. */
  readonly source: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

/** Adds to the history of a device. */
export async function insertDeviceEvent(
  tx: Tx,
  organizationId: string,
  row: DeviceEventRow,
): Promise<void> {
  await tx
    .insertInto('deviceEvent')
    .values({ organizationId, ...row })
    .execute();
}

/** What happened to a device, the newest first, with the names of those who wrote it. */
export function selectDeviceEvents(tx: Tx, organizationId: string, deviceId: string) {
  return tx
    .selectFrom('deviceEvent as e')
    .leftJoin('appUser as u', (join) =>
      join.onRef('u.organizationId', '=', 'e.organizationId').onRef('u.id', '=', 'e.authorId'),
    )
    .select(['e.at', 'e.event', 'e.source', 'e.reason', 'e.detail', 'u.displayName as author'])
    .where('e.organizationId', '=', organizationId)
    .where('e.deviceId', '=', deviceId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
}

/** Whether a vendor has told this of the device before. */
export async function isDeviceEventKnown(
  tx: Tx,
  organizationId: string,
  { deviceId, event, source, at }: Pick<DeviceEventRow, 'deviceId' | 'event' | 'source' | 'at'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('deviceEvent')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('deviceId', '=', deviceId)
    .where('event', '=', event)
    .where('source', '=', source)
    .where('at', '=', at)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends what a patient held of a device; what began at this very moment never was. */
export async function closeHolding(
  tx: Tx,
  organizationId: string,
  deviceId: string,
  at: Date,
): Promise<void> {
  await tx
    .deleteFrom('deviceHolding')
    .where('organizationId', '=', organizationId)
    .where('deviceId', '=', deviceId)
    .where('untilAt', 'is', null)
    .where('fromAt', '>=', at)
    .execute();
  await tx
    .updateTable('deviceHolding')
    .set({ untilAt: at })
    .where('organizationId', '=', organizationId)
    .where('deviceId', '=', deviceId)
    .where('untilAt', 'is', null)
    .execute();
}

/** Whoever has a device now. */
export async function selectHolder(
  tx: Tx,
  organizationId: string,
  deviceId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('deviceHolding')
    .select('patientId')
    .where('organizationId', '=', organizationId)
    .where('deviceId', '=', deviceId)
    .where('untilAt', 'is', null)
    .executeTakeFirst();
  return row?.patientId;
}

/** Begins what a patient holds of a device. */
export async function insertHolding(
  tx: Tx,
  organizationId: string,
  row: { readonly deviceId: string; readonly patientId: string; readonly fromAt: Date },
): Promise<void> {
  await tx
    .insertInto('deviceHolding')
    .values({ organizationId, ...row })
    .execute();
}

/** Gives a device another name from now on; the one of the same kind that it had before ends. */
export async function replaceIdentifier(
  tx: Tx,
  organizationId: string,
  {
    deviceId,
    kind,
    value,
    at,
  }: {
    readonly deviceId: string;
    readonly kind: IdentifierKind;
    readonly value: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .updateTable('deviceAlias')
    .set({ untilAt: at })
    .where('organizationId', '=', organizationId)
    .where('untilAt', 'is', null)
    .where((where) =>
      where.or([
        where('value', '=', value),
        where.and([where('deviceId', '=', deviceId), where('kind', '=', kind)]),
      ]),
    )
    .execute();
  await tx
    .insertInto('deviceAlias')
    .values({ organizationId, value, kind, deviceId, fromAt: at })
    .execute();
}

/** The other names that devices have now. */
export async function selectIdentifiers(
  tx: Tx,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<readonly { deviceId: string; kind: IdentifierKind; value: string; fromAt: Date }[]> {
  if (deviceIds.length === 0) return [];
  const rows = await tx
    .selectFrom('deviceAlias')
    .select(['deviceId', 'kind', 'value', 'fromAt'])
    .where('organizationId', '=', organizationId)
    .where('deviceId', 'in', deviceIds)
    .where('untilAt', 'is', null)
    .orderBy('fromAt')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as IdentifierKind }));
}
