import { recordAudit } from '../../../../access/server/service.ts';
import type { Input } from '../../../../platform/core/contract.ts';
import { platformProblems } from '../../../../platform/core/problem.ts';
import type { Context } from '../../../../platform/server/context.ts';
import type {
  LinkedAccount,
  saveAccountRoute,
  saveApplicationRoute,
} from '../../../contract/sources.ts';
import type { Tokens } from '../../../core/vendors/link.ts';
import {
  deleteAccount,
  retryAccounts,
  saveAccount as storeAccount,
  selectAccounts,
} from '../../store/accounts.ts';
import { updateSource, type SourceRow } from '../../store/sources.ts';
import { sealApplication } from './application.ts';
import type { Seal } from './seal.ts';
import { tellOperations } from './trouble.ts';
import { auditSource, requireSource } from '../sources.ts';

/** The linked accounts of a source, with what is wrong with them; audited, because they name persons. */
export async function listAccounts(context: Context, id: string): Promise<LinkedAccount[]> {
  const { organizationId } = context.caller;
  await requireSource(context, id);
  const rows = await selectAccounts(context.tx, organizationId, id);
  await recordAudit(context, {
    ...{ action: 'source.read-accounts', patientIds: [] },
    ...{ subject: `source:${id}`, purpose: 'operations' },
  });
  return rows.map(({ account, state, problem, failingSince, sealedRefresh, reachedAt }) => ({
    ...{ account, state, problem, renewable: sealedRefresh !== null },
    failingSince: failingSince?.toISOString() ?? null,
    reachedAt: reachedAt?.toISOString() ?? null,
  }));
}

/** Links one person's account, or links it again, with the tokens the vendor gave; answers how many there are. */
export async function saveAccount(
  context: Context,
  seal: Seal,
  id: string,
  { account, accessToken, refreshToken }: Input<typeof saveAccountRoute>['body'],
): Promise<number> {
  const source = await requireSource(context, id);
  const tokens = { accessToken, refreshToken: refreshToken ?? null };
  return keepTokens(context, seal, source, account, tokens);
}

/** Keeps tokens that were given for an account; answers how many accounts there are. */
export async function keepTokens(
  context: Context,
  seal: Seal,
  source: SourceRow,
  account: string,
  given: Pick<Tokens, 'accessToken' | 'refreshToken'> & Partial<Pick<Tokens, 'expiresInSeconds'>>,
): Promise<number> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const { accessToken, refreshToken, expiresInSeconds } = given;
  await storeAccount(
    tx,
    { organizationId, sourceId: source.id, account },
    {
      sealedToken: seal.seal(accessToken),
      sealedRefresh: refreshToken === null ? null : seal.seal(refreshToken),
      // Not known: renewed at once, and then the vendor says it.
      expiresAt:
        expiresInSeconds === undefined ? null : new Date(now.getTime() + expiresInSeconds * 1_000),
      updatedAt: now,
    },
  );
  await tellOperations(tx, organizationId, source, now);
  await auditSource(context, 'source.save-account', source.id);
  return (await selectAccounts(tx, organizationId, source.id)).length;
}

/** Forgets an account and its tokens; answers how many are left. */
export async function removeAccount(
  context: Context,
  id: string,
  account: string,
): Promise<number> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const source = await requireSource(context, id);
  const removed = await deleteAccount(tx, { organizationId, sourceId: id, account });
  if (!removed) throw platformProblems['record.not-found']();
  await tellOperations(tx, organizationId, source, now);
  await auditSource(context, 'source.remove-account', id);
  return (await selectAccounts(tx, organizationId, id)).length;
}

/** Keeps the organization's application at the vendor; accounts that were refused with another are tried again. */
export async function saveApplication(
  context: Context,
  seal: Seal,
  id: string,
  { clientId, clientSecret, redirectUri, serials }: Input<typeof saveApplicationRoute>['body'],
): Promise<void> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const source = await requireSource(context, id);
  const application = {
    ...{ clientId, clientSecret, redirectUri: redirectUri ?? null, serials: serials ?? {} },
  };
  await updateSource(tx, organizationId, id, {
    ...{ sealedApplication: sealApplication(seal, application), pausedUntil: null },
  });
  await retryAccounts(tx, organizationId, id);
  await tellOperations(tx, organizationId, source, now);
  await auditSource(context, 'source.save-application', id);
}
