import { sql } from 'kysely';

import {
  byteArray,
  instantArray,
  integerArray,
  textArray,
  uuidArray,
} from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';

/** A delivery as it is kept: what came, from whom, and what became of it. */
export interface DeliveryRow {
  readonly id: string;
  readonly source: string;
  readonly adapter: string;
  readonly tokenId: string | null;
  readonly userId: string | null;
  readonly messageId: string | null;
  readonly contentHash: Uint8Array;
  readonly contentType: string;
  readonly body: Uint8Array | null;
  readonly bodyEncoding: 'identity' | 'zstd';
  readonly receivedAt: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/** Keeps deliveries. */
export async function insertDeliveries(
  tx: Tx,
  organizationId: string,
  rows: readonly DeliveryRow[],
): Promise<void> {
  const texts = (
    column: 'source' | 'adapter' | 'messageId' | 'contentType' | 'bodyEncoding',
  ): Buffer => textArray(rows, (row) => row[column]);
  const counts = (column: 'accepted' | 'duplicate' | 'quarantined' | 'rejected'): Buffer =>
    integerArray(rows, (row) => row[column]);
  await sql`
    insert into delivery (organization_id, id, source, adapter, token_id, user_id, message_id,
      content_hash, content_type, body, body_encoding, received_at, accepted, duplicate, quarantined,
      rejected)
    select ${organizationId}::uuid, given.* from unnest(
      ${uuidArray(rows, (row) => row.id)}::uuid[], ${texts('source')}::text[],
      ${texts('adapter')}::text[], ${uuidArray(rows, (row) => row.tokenId)}::uuid[],
      ${uuidArray(rows, (row) => row.userId)}::uuid[], ${texts('messageId')}::text[],
      ${byteArray(rows, (row) => row.contentHash)}::bytea[], ${texts('contentType')}::text[],
      ${byteArray(rows, (row) => row.body)}::bytea[], ${texts('bodyEncoding')}::text[],
      ${instantArray(rows, (row) => row.receivedAt)}::timestamptz[],
      ${counts('accepted')}::int4[], ${counts('duplicate')}::int4[],
      ${counts('quarantined')}::int4[], ${counts('rejected')}::int4[]) as given`.execute(
    tx.withoutPlugins(),
  );
}
