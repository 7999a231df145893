import { setTimeout as pause } from 'node:timers/promises';

import { inOrganization, type Database, type Tx } from '../../../../platform/server/database.ts';
import type {
  AccountProblem,
  Application,
  Tokens,
  VendorLink,
} from '../../../core/vendors/link.ts';
import { linkOf } from '../../../core/vendors/links.ts';
import {
  lockAccount,
  replaceTokens,
  updateAccount,
  type AccountKey,
  type AccountRow,
} from '../../store/accounts.ts';
import { selectApplication, type SourceRow } from '../../store/sources.ts';
import { openApplication, openText } from './application.ts';
import { ask } from './ask.ts';
import type { Seal } from './seal.ts';
import { noteTrouble } from './trouble.ts';

export interface TokenSetting {
  readonly database: Database;
  readonly seal: Seal;
  readonly clock: () => Date;
}

export type LinkedSource = Omit<SourceRow, 'sealedSecret'>;

export type Access =
  | {
      readonly outcome: 'access';
      readonly accessToken: string;
      readonly application: Application | null;
      readonly row: AccountRow;
    }
  /** Nobody linked this account. */
  | { readonly outcome: 'unknown' }
  /** Noted on the account, and told to operations. */
  | { readonly outcome: 'refused'; readonly problem: AccountProblem }
  | { readonly outcome: 'later'; readonly waitMs: number | null };

/** A token that ends so soon is renewed before it is used. */
const marginMs = 5 * 60_000;

/**
 * An access token of an account that is good now; `rejected` is one that the vendor just refused.
 *
 * Renewing happens under the lock of the account's row, so that of two servers one asks and the other
 * finds what it brought. What the vendor gave is committed before anybody uses it. Should we die between
 * its answer and our commit, the refresh token that we have is still the old one: Withings honours it for
 * 8 hours as long as the new access token was not used, and so does any vendor that does not rotate; one
 * that ends it at once refuses the next renewal, which shows as an ended link that a person must renew.
 * Should only our commit fail, the tokens are written again by `keepAgain`.
 */
export async function accessOf(
  setting: TokenSetting,
  source: LinkedSource,
  account: string,
  rejected?: string,
): Promise<Access> {
  const { organizationId, id: sourceId } = source;
  const renewal: Renewal = {
    ...{ setting, source, key: { organizationId, sourceId, account }, rejected },
    received: undefined,
  };
  try {
    return await inOrganization(setting.database, organizationId, (tx) => look(tx, renewal));
  } catch (error) {
    if (renewal.received === undefined) throw error;
    await keepAgain(renewal, renewal.received);
    return { outcome: 'later', waitMs: null };
  }
}

interface Renewal {
  readonly setting: TokenSetting;
  readonly source: LinkedSource;
  readonly key: AccountKey;
  readonly rejected: string | undefined;
  /** What the vendor gave, until it is committed. */
  received: Received | undefined;
}

interface Received {
  readonly usedRefresh: Buffer;
  readonly sealed: Pick<AccountRow, 'sealedToken' | 'sealedRefresh' | 'expiresAt' | 'updatedAt'>;
}

async function look(tx: Tx, renewal: Renewal): Promise<Access> {
  const { setting, source, key, rejected } = renewal;
  const { seal, clock } = setting;
  const row = await lockAccount(tx, key);
  if (row === undefined) return { outcome: 'unknown' };
  if (row.state === 'ended') return { outcome: 'refused', problem: row.problem ?? 'link-ended' };
  const accessToken = openText(seal, row.sealedToken);
  const refreshToken = row.sealedRefresh && openText(seal, row.sealedRefresh);
  const application = openApplication(
    seal,
    await selectApplication(tx, key.organizationId, key.sourceId),
  );
  const link = linkOf(source.vendor);
  const refuse = async (problem: AccountProblem): Promise<Access> => {
    await noteTrouble(tx, source, key, row, problem, clock());
    return { outcome: 'refused', problem };
  };
  if (accessToken === null || link === undefined) return refuse('link-ended');
  const isRejected = accessToken === rejected;
  const canRenew = refreshToken !== null && application !== null;
  if (!isRejected && !(canRenew && endsSoon(row, clock()))) {
    return { outcome: 'access', accessToken, application, row };
  }
  if (refreshToken === null) return refuse('link-ended');
  if (application === null) return refuse('application-refused');
  return renew(tx, renewal, { row, link, application, refreshToken, refuse });
}

/** Also when nobody said how long it is good: then it is renewed once, and the vendor says it. */
function endsSoon({ expiresAt }: AccountRow, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() - now.getTime() < marginMs;
}

interface Renewable {
  readonly row: AccountRow;
  readonly link: VendorLink;
  readonly application: Application;
  readonly refreshToken: string;
  readonly refuse: (problem: AccountProblem) => Promise<Access>;
}

async function renew(tx: Tx, renewal: Renewal, renewable: Renewable): Promise<Access> {
  const { source, key } = renewal;
  const { row, link, application, refreshToken, refuse } = renewable;
  if (source.baseUrl === null) return refuse('application-refused');
  const asked = await ask(source.baseUrl, link.refresh(application, refreshToken, key.account));
  if (asked.outcome === 'later') return asked;
  const refreshed = link.readRefreshed(asked.answer);
  if (refreshed.outcome === 'later') return { outcome: 'later', waitMs: null };
  if (refreshed.outcome !== 'tokens') return refuse(refreshed.outcome);
  const { tokens } = refreshed;
  if (tokens.account !== null && tokens.account !== key.account) return refuse('other-person');
  const sealed = sealTokens(renewal.setting, row, tokens);
  if (row.sealedRefresh !== null) renewal.received = { usedRefresh: row.sealedRefresh, sealed };
  await updateAccount(tx, key, sealed);
  return {
    outcome: 'access',
    accessToken: tokens.accessToken,
    application,
    row: { ...row, ...sealed },
  };
}

function sealTokens(
  { seal, clock }: TokenSetting,
  row: AccountRow,
  { accessToken, refreshToken, expiresInSeconds }: Tokens,
): Received['sealed'] {
  const now = clock();
  return {
    sealedToken: seal.seal(accessToken),
    sealedRefresh: refreshToken === null ? row.sealedRefresh : seal.seal(refreshToken),
    expiresAt: new Date(now.getTime() + expiresInSeconds * 1_000),
    updatedAt: now,
  };
}

const pausesMs = [100, 1_000, 5_000];

/** Writes what the vendor gave although the transaction around it was lost: else the link would be. */
async function keepAgain(
  { setting, key }: Renewal,
  { usedRefresh, sealed }: Received,
): Promise<void> {
  for (const [attempt, pauseMs] of pausesMs.entries()) {
    await pause(pauseMs);
    try {
      await inOrganization(setting.database, key.organizationId, (tx) =>
        replaceTokens(tx, key, usedRefresh, sealed),
      );
      return;
    } catch (error) {
      if (attempt === pausesMs.length - 1) throw error;
    }
  }
}
