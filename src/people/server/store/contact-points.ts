import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { Channel, Consent, ContactUse } from '../../core/contact-point.ts';

export interface ContactPointRow {
  readonly id: string;
  readonly patientId: string;
  readonly channel: Channel;
  readonly value: string;
  readonly use: ContactUse;
  readonly preferred: boolean;
  readonly consent: Consent;
  readonly consentAt: Date | null;
  readonly consentBy: string | null;
}

const columns = [
  ...(['id', 'patientId', 'channel', 'value', 'use', 'preferred'] as const),
  ...(['consent', 'consentAt', 'consentBy'] as const),
] as const;

/** Contact points in use, the preferred ones first. */
export async function selectContactPoints(
  tx: Tx,
  patientIds: readonly string[],
): Promise<ContactPointRow[]> {
  const rows = await tx
    .selectFrom('contactPoint')
    .select(columns)
    .where('patientId', '=', sql<string>`any(${patientIds}::uuid[])`)
    .where('endedAt', 'is', null)
    .orderBy('preferred', 'desc')
    .orderBy('id')
    .execute();
  return rows as ContactPointRow[];
}

/** One contact point in use, locked until the end of the transaction. */
export async function lockContactPoint(
  tx: Tx,
  patientId: string,
  id: string,
): Promise<ContactPointRow | undefined> {
  const row = await tx
    .selectFrom('contactPoint')
    .select(columns)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row as ContactPointRow | undefined;
}

/** Adds contact points and returns those added; what the patient already has is left as it is. */
export async function insertContactPoints(
  tx: Tx,
  organizationId: string,
  points: readonly ContactPointRow[],
): Promise<string[]> {
  const added: string[] = [];
  const sorted = points.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let at = 0; at < sorted.length; at += 500) {
    const rows = await tx
      .insertInto('contactPoint')
      .values(sorted.slice(at, at + 500).map((point) => ({ organizationId, ...point })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

export async function updateContactPoint(tx: Tx, point: ContactPointRow): Promise<void> {
  const { id, patientId, ...rest } = point;
  await tx
    .updateTable('contactPoint')
    .set(rest)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .execute();
}

/** At most one contact point of a channel is the preferred one. */
export async function clearPreferred(tx: Tx, patientId: string, channel: Channel): Promise<void> {
  await tx
    .updateTable('contactPoint')
    .set({ preferred: false })
    .where('patientId', '=', patientId)
    .where('channel', '=', channel)
    .where('preferred', '=', true)
    .execute();
}

export async function endContactPointRow(
  tx: Tx,
  patientId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('contactPoint')
    .set({ endedAt: now, preferred: false })
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
