import { createHash } from 'node:crypto';

import { inOrganization, type Tx } from '../../../../platform/server/database.ts';
import type {
  AccountProblem,
  Asking,
  VendorLink,
  VendorRequest,
} from '../../../core/vendors/link.ts';
import { linkOf } from '../../../core/vendors/links.ts';
import { vendorAdapters } from '../../../core/vendors/adapters.ts';
import {
  isOtherAccounts,
  lockAccount,
  selectDueAccounts,
  updateAccount,
  type AccountKey,
  type AccountRow,
} from '../../store/accounts.ts';
import { selectSource, updateSource } from '../../store/sources.ts';
import { ask } from './ask.ts';
import { takeFetched, type VendorSetting, type VendorSource } from './deliver.ts';
import { accessOf } from './tokens.ts';
import { noteTrouble, tellOperations } from './trouble.ts';

/** Accounts that are asked for side by side. */
const together = 4;
/** A source that fails so often in a row is left until the next time. */
const patience = 3;
/** The rest comes next time, before the queue takes us for dead. */
const longestRunMs = 8 * 60_000;

/**
 * Fetches what is due of the organization's accounts at vendors that do not push everything, each through
 * the door that deliveries come by. An account that fails is asked later and later and does not stop the
 * others; a vendor that says how long to stay away is left alone so long. Throws the first failure of our
 * own (not the vendor's) when everything else is done.
 */
export async function fetchDue(setting: VendorSetting, organizationId: string): Promise<void> {
  const until = setting.clock().getTime() + longestRunMs;
  const due = await inOrganization(setting.database, organizationId, (tx) =>
    selectDueAccounts(tx, organizationId, setting.clock()),
  );
  const failures: unknown[] = [];
  for (const [sourceId, accounts] of Map.groupBy(due, (one) => one.sourceId)) {
    const source = await inOrganization(setting.database, organizationId, (tx) =>
      selectSource(tx, organizationId, sourceId),
    );
    if (source === undefined) continue;
    const names = accounts.map(({ account }) => account);
    failures.push(...(await fetchSource(setting, source, names, until)));
    await inOrganization(setting.database, organizationId, (tx) =>
      tellOperations(tx, organizationId, source, setting.clock()),
    );
  }
  if (failures.length > 0) throw failures[0];
}

/** Gives what failed on our side. */
async function fetchSource(
  setting: VendorSetting,
  source: VendorSource,
  accounts: readonly string[],
  until: number,
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  let inARow = 0;
  for (let first = 0; first < accounts.length; first += together) {
    if (inARow >= patience || setting.clock().getTime() > until) break;
    const group = accounts.slice(first, first + together);
    const settled = await Promise.allSettled(
      group.map((account) => fetchAccount(setting, source, account)),
    );
    for (const one of settled) if (one.status === 'rejected') failures.push(one.reason);
    const results = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const waits = results.flatMap((one) => (one.outcome === 'later' ? (one.waitMs ?? []) : []));
    if (waits.length > 0) {
      await pauseSource(setting, source, Math.max(...waits));
      break;
    }
    for (const one of results) inARow = one.outcome === 'later' ? inARow + 1 : 0;
  }
  return failures;
}

function pauseSource(
  { database, clock }: VendorSetting,
  { organizationId, id }: VendorSource,
  waitMs: number,
): Promise<boolean> {
  const pausedUntil = new Date(clock().getTime() + waitMs);
  return inOrganization(database, organizationId, (tx) =>
    updateSource(tx, organizationId, id, { pausedUntil }),
  );
}

type Result = { readonly outcome: 'done' } | Later;
interface Later {
  readonly outcome: 'later';
  readonly waitMs: number | null;
}

/** Fetches what is new of one account; what fails is noted on it. */
async function fetchAccount(
  setting: VendorSetting,
  source: VendorSource,
  account: string,
  rejected?: string,
): Promise<Result> {
  const link = linkOf(source.vendor);
  if (link === undefined || source.baseUrl === null) return { outcome: 'done' };
  const access = await accessOf(setting, source, account, rejected);
  if (access.outcome === 'later') return fail(setting, source, account, access);
  if (access.outcome !== 'access') return { outcome: 'done' };
  const { accessToken, application, row } = access;
  const until = setting.clock().getTime();
  const since =
    row.reachedAt === null ? until - link.firstMs : row.reachedAt.getTime() - link.overlapMs;
  const asking = { account, accessToken, application, since, until };
  const brought = await bring(source.baseUrl, link, asking);
  if (brought.outcome === 'access-ended') {
    if (rejected === undefined) return fetchAccount(setting, source, account, accessToken);
    return fail(setting, source, account, { outcome: 'later', waitMs: null });
  }
  if (await isAnotherPerson(setting, source, row, brought)) {
    return end(setting, source, account, 'other-person');
  }
  await store(setting, source, row, brought);
  if (brought.outcome === 'later') return fail(setting, source, account, brought);
  await succeed(setting, source, row, link, brought);
  return { outcome: 'done' };
}

/**
 * Whether the data is somebody else's: of another person than before, of several, or of the person whose
 * data another account brings (whoever consented last was still signed in on the vendor's page).
 */
async function isAnotherPerson(
  { database }: VendorSetting,
  { organizationId, id: sourceId }: VendorSource,
  { account, vendorUser }: AccountRow,
  { vendorUsers }: Brought,
): Promise<boolean> {
  const [user, ...others] = new Set(vendorUsers);
  if (user === undefined) return false;
  if (others.length > 0) return true;
  if (vendorUser !== null) return user !== vendorUser;
  const key = { organizationId, sourceId, account };
  return inOrganization(database, organizationId, (tx) => isOtherAccounts(tx, key, user));
}

interface Brought {
  readonly bodies: readonly Buffer[];
  readonly vendorUsers: readonly string[];
  readonly reached: number | null;
}

type Bringing =
  | (Brought & { readonly outcome: 'all' })
  | (Brought & Later)
  | { readonly outcome: 'access-ended' };

/** More pages than any person fills in a month. */
const mostPages = 100;

async function bring(baseUrl: string, link: VendorLink, asking: Asking): Promise<Bringing> {
  const bodies: Buffer[] = [];
  const vendorUsers: string[] = [];
  let reached: number | null = null;
  const waiting: VendorRequest[] = [...link.requests(asking)];
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    const asked = await ask(baseUrl, request);
    if (asked.outcome === 'later') return { ...asked, bodies, vendorUsers, reached };
    const page = link.readPage(asked.answer, asking);
    if (page.outcome === 'access-ended') return page;
    if (page.outcome === 'later' || bodies.length >= mostPages) {
      return { outcome: 'later', waitMs: null, bodies, vendorUsers, reached };
    }
    bodies.push(asked.raw);
    if (page.vendorUser !== null) vendorUsers.push(page.vendorUser);
    if (page.reached !== null) reached = Math.max(reached ?? page.reached, page.reached);
    if (page.next !== null) waiting.unshift(withMore(request, page.next));
  }
  return { outcome: 'all', bodies, vendorUsers, reached };
}

function withMore(request: VendorRequest, next: Readonly<Record<string, string>>): VendorRequest {
  return request.form === undefined
    ? { ...request, query: { ...request.query, ...next } }
    : { ...request, form: { ...request.form, ...next } };
}

/** The same answers as the last time have nothing new, and neither has one without an item. */
async function store(
  setting: VendorSetting,
  source: VendorSource,
  row: AccountRow,
  { bodies }: Brought,
): Promise<void> {
  if (row.lastAnswerHash?.equals(hashOf(bodies)) === true) return;
  for (const body of bodies) {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const { items } = vendorAdapters[source.vendor].parse(parsed, row.account);
    if (items.length > 0) await takeFetched(setting, source, row.account, body);
  }
}

function hashOf(bodies: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const body of bodies) hash.update(body);
  return hash.digest();
}

function succeed(
  setting: VendorSetting,
  source: VendorSource,
  { account, reachedAt, vendorUser }: AccountRow,
  link: VendorLink,
  { bodies, reached, vendorUsers }: Brought,
): Promise<void> {
  const now = setting.clock();
  const furthest = Math.max(reached ?? 0, reachedAt?.getTime() ?? 0);
  return changed(setting, source, account, (tx, key) =>
    updateAccount(tx, key, {
      ...{ problem: null, failingSince: null, failures: 0, lastAnswerHash: hashOf(bodies) },
      vendorUser: vendorUser ?? vendorUsers[0] ?? null,
      reachedAt: furthest === 0 ? null : new Date(furthest),
      nextFetchAt: new Date(now.getTime() + link.everyMinutes * 60_000),
    }),
  );
}

/** "Too many requests" is no trouble of the account: it is asked when its source is. */
async function fail(
  setting: VendorSetting,
  source: VendorSource,
  account: string,
  later: Later,
): Promise<Result> {
  if (later.waitMs === null) await end(setting, source, account, 'unreachable');
  return { outcome: 'later', waitMs: later.waitMs };
}

async function end(
  setting: VendorSetting,
  source: VendorSource,
  account: string,
  problem: AccountProblem,
): Promise<Result> {
  await changed(setting, source, account, (tx, key, row) =>
    noteTrouble(tx, source, key, row, problem, setting.clock()),
  );
  return { outcome: 'done' };
}

/** Changes an account that is still there and still linked. */
function changed(
  { database }: VendorSetting,
  { organizationId, id: sourceId }: VendorSource,
  account: string,
  change: (tx: Tx, key: AccountKey, row: AccountRow) => Promise<void>,
): Promise<void> {
  const key = { organizationId, sourceId, account };
  return inOrganization(database, organizationId, async (tx) => {
    const row = await lockAccount(tx, key);
    if (row?.state === 'linked') await change(tx, key, row);
  });
}
