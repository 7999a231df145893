import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { AccountProblem } from '../../core/vendors/link.ts';

/** One account of a source. */
export interface AccountKey {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly account: string;
}

/** A person's account at a vendor, with what the vendor gave us, sealed. */
export interface AccountRow {
  readonly account: string;
  readonly sealedToken: Buffer;
  readonly sealedRefresh: Buffer | null;
  readonly expiresAt: Date | null;
  readonly state: 'linked' | 'ended';
  readonly problem: AccountProblem | null;
  readonly failingSince: Date | null;
  readonly failures: number;
  readonly vendorUser: string | null;
  readonly reachedAt: Date | null;
  readonly lastAnswerHash: Buffer | null;
  readonly updatedAt: Date;
}

const columns = [
  ...(['account', 'sealedToken', 'sealedRefresh', 'expiresAt', 'state', 'problem'] as const),
  ...(['failingSince', 'failures', 'vendorUser', 'reachedAt', 'lastAnswerHash'] as const),
  'updatedAt' as const,
];

/** Keeps what a vendor gave for an account, anew: it is asked for at once, from where it was reached. */
export async function saveAccount(
  tx: Tx,
  key: AccountKey,
  given: Pick<AccountRow, 'sealedToken' | 'sealedRefresh' | 'expiresAt' | 'updatedAt'>,
): Promise<void> {
  const fresh = {
    ...{ ...given, state: 'linked', problem: null, failingSince: null },
    ...{ failures: 0, vendorUser: null, nextFetchAt: null, lastAnswerHash: null },
  };
  await tx
    .insertInto('ingestAccount')
    .values({ ...key, ...fresh })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sourceId', 'account']).doUpdateSet(fresh),
    )
    .execute();
}

/** Forgets an account and its tokens; tells whether there was one. */
export async function deleteAccount(tx: Tx, key: AccountKey): Promise<boolean> {
  const result = await ofAccount(tx.deleteFrom('ingestAccount'), key).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** An account, held until the end of the transaction: whoever else wants to renew its tokens waits. */
export async function lockAccount(tx: Tx, key: AccountKey): Promise<AccountRow | undefined> {
  const row = await tx
    .selectFrom('ingestAccount')
    .select(columns)
    .where('organizationId', '=', key.organizationId)
    .where('sourceId', '=', key.sourceId)
    .where('account', '=', key.account)
    .forUpdate()
    .executeTakeFirst();
  return row as AccountRow | undefined;
}

/** All accounts of a source by name. */
export async function selectAccounts(
  tx: Tx,
  organizationId: string,
  sourceId: string,
): Promise<readonly AccountRow[]> {
  const rows = await tx
    .selectFrom('ingestAccount')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('sourceId', '=', sourceId)
    .orderBy('account')
    .execute();
  return rows as readonly AccountRow[];
}

/** Whether the vendor names another account of the source as this same person. */
export async function isOtherAccounts(
  tx: Tx,
  { organizationId, sourceId, account }: AccountKey,
  vendorUser: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('ingestAccount')
    .select('account')
    .where('organizationId', '=', organizationId)
    .where('sourceId', '=', sourceId)
    .where('account', '<>', account)
    .where('vendorUser', '=', vendorUser)
    .executeTakeFirst();
  return row !== undefined;
}

export type AccountChanges = Partial<Omit<AccountRow, 'account'>> & {
  readonly nextFetchAt?: Date | null;
};

export async function updateAccount(
  tx: Tx,
  key: AccountKey,
  changes: AccountChanges,
): Promise<void> {
  await ofAccount(tx.updateTable('ingestAccount').set(changes), key).execute();
}

/** Keeps new tokens if the account still has the refresh token that was used for them. */
export async function replaceTokens(
  tx: Tx,
  key: AccountKey,
  usedRefresh: Buffer,
  tokens: Pick<AccountRow, 'sealedToken' | 'sealedRefresh' | 'expiresAt' | 'updatedAt'>,
): Promise<void> {
  const update = tx.updateTable('ingestAccount').set(tokens);
  await ofAccount(update, key).where('sealedRefresh', '=', usedRefresh).execute();
}

/** Makes every account of a source due that waits for another application of the organization. */
export async function retryAccounts(
  tx: Tx,
  organizationId: string,
  sourceId: string,
): Promise<void> {
  await tx
    .updateTable('ingestAccount')
    .set({ problem: null, failingSince: null, failures: 0, nextFetchAt: null })
    .where('organizationId', '=', organizationId)
    .where('sourceId', '=', sourceId)
    .where('state', '=', 'linked')
    .execute();
}

interface Filtered<Q> {
  where(column: 'organizationId' | 'sourceId' | 'account', operator: '=', value: string): Q;
}

function ofAccount<Q extends Filtered<Q>>(query: Q, key: AccountKey): Q {
  return query
    .where('organizationId', '=', key.organizationId)
    .where('sourceId', '=', key.sourceId)
    .where('account', '=', key.account);
}

/** A source of which something is due, with the accounts that are. */
export interface DueAccount {
  readonly sourceId: string;
  readonly account: string;
}

/** The accounts from which it is time to fetch: of sources that are on and not told to wait. */
export async function selectDueAccounts(
  tx: Tx,
  organizationId: string,
  now: Date,
): Promise<readonly DueAccount[]> {
  const result = await sql<DueAccount>`
    select a.source_id as "sourceId", a.account
    from ingest_account a
    join ingest_source s on s.organization_id = a.organization_id and s.id = a.source_id
    where a.organization_id = ${organizationId}::uuid and a.state = 'linked' and s.enabled
      and s.base_url is not null
      and (s.paused_until is null or s.paused_until <= ${now}::timestamptz)
      and (a.next_fetch_at is null or a.next_fetch_at <= ${now}::timestamptz)
    order by a.source_id, a.next_fetch_at nulls first, a.account`.execute(tx.withoutPlugins());
  return result.rows;
}
