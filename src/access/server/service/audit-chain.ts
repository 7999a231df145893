import { createHash } from 'node:crypto';

import { canonicalJson } from '../../../platform/core/canonical-json.ts';
import type { Context } from '../../../platform/server/context.ts';
import {
  countAfter,
  insertSeal,
  lockChain,
  selectClusters,
  selectCovered,
  selectFinished,
  selectLastSeal,
  selectSealsAfter,
  type ChainedEvent,
  type Position,
  type SealRow,
} from '../store/audit-chain.ts';

// Deliveries name hundreds of patients each: what is hashed in one go must not keep the server from answering.
const eventsPerLink = 100;
const linksPerRun = 1_000;
const sealsPerPage = 100;

/** SHA-256 of one event as canonical JSON. */
export function hashEvent(event: ChainedEvent): Buffer {
  return createHash('sha256').update(canonicalJson(event)).digest();
}

type Header = Omit<SealRow, 'previousHash' | 'hash'>;

/** What a link says of itself, as it is hashed and exported. */
export function describeLink(seal: Header) {
  return {
    sequence: seal.sequence,
    sealedAt: seal.sealedAt.toISOString(),
    cluster: seal.cluster,
    upToTransaction: seal.upToTransaction,
    upToId: seal.upToId,
    eventCount: seal.eventCount,
    firstAt: seal.firstAt.toISOString(),
    lastAt: seal.lastAt.toISOString(),
  };
}

/** SHA-256 over the previous hash, the canonical JSON of the link and the hash of each of its events. */
export function hashLink(
  previousHash: Buffer,
  header: Header,
  eventHashes: readonly Buffer[],
): Buffer {
  const hash = createHash('sha256')
    .update(previousHash)
    .update(canonicalJson(describeLink(header)));
  for (const each of eventHashes) hash.update(each);
  return hash.digest();
}

/** What the first link of an organization follows. */
export function chainBeginning(organizationId: string): Buffer {
  return createHash('sha256').update(`enlace audit ${organizationId}`).digest();
}

/** Seals every event whose transaction is finished and that no link covers yet; tells how many. */
export async function sealAudit(context: Context): Promise<number> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  await lockChain(tx, organizationId);
  let last = await selectLastSeal(tx, organizationId);
  let sealed = 0;
  let links = 0;
  for (const cluster of await selectClusters(tx, organizationId)) {
    let end = positionOf(await selectLastSeal(tx, organizationId, cluster));
    for (; links < linksPerRun; links += 1) {
      const events = await selectFinished(tx, organizationId, cluster, end, eventsPerLink);
      if (events.length === 0) break;
      const previousHash = last?.hash ?? chainBeginning(organizationId);
      last = linkOf(events, { sequence: (last?.sequence ?? 0) + 1, sealedAt: now, previousHash });
      await insertSeal(tx, organizationId, last);
      end = positionOf(last);
      sealed += events.length;
    }
  }
  return sealed;
}

function linkOf(
  events: readonly ChainedEvent[],
  place: Pick<SealRow, 'sequence' | 'sealedAt' | 'previousHash'>,
): SealRow {
  const newest = events.at(-1);
  if (!newest) throw new Error('A link covers at least one event.');
  const moments = events.map((event) => Date.parse(event.at));
  const { previousHash, ...numbered } = place;
  const header = {
    ...numbered,
    cluster: newest.cluster,
    upToTransaction: newest.transactionId,
    upToId: newest.id,
    eventCount: events.length,
    firstAt: new Date(Math.min(...moments)),
    lastAt: new Date(Math.max(...moments)),
  };
  return { ...header, previousHash, hash: hashLink(previousHash, header, events.map(hashEvent)) };
}

function positionOf(seal: SealRow | undefined): Position | undefined {
  return seal && { transactionId: seal.upToTransaction, id: seal.upToId };
}

export interface AuditBreak {
  readonly sequence: number | null;
  readonly code:
    | 'link-missing'
    | 'link-broken'
    | 'events-missing'
    | 'events-added'
    | 'events-changed'
    | 'head-differs';
}

export interface Head {
  readonly sequence: number;
  /** Hexadecimal. */
  readonly hash: string;
}

export interface AuditVerification {
  readonly breaks: readonly AuditBreak[];
  readonly links: number;
  readonly sealedEvents: number;
  readonly unsealedEvents: number;
  readonly head: (Head & { readonly sealedAt: Date }) | null;
}

/**
 * Recomputes the whole chain. A log cut at its end, links and events alike, shows only against a
 * `known` head that was noted elsewhere.
 */
export async function verifyAudit(context: Context, known?: Head): Promise<AuditVerification> {
  const { tx, caller } = context;
  const { organizationId } = caller;
  const page = (after: number) => selectSealsAfter(tx, organizationId, after, sealsPerPage);
  const breaks: AuditBreak[] = [];
  const ends = new Map<string, Position>();
  const beginning = { sequence: 0, hash: chainBeginning(organizationId) };
  let last: SealRow | undefined;
  let links = 0;
  let sealedEvents = 0;
  for (let seals = await page(0); seals.length > 0; seals = await page(last?.sequence ?? 0)) {
    for (const seal of seals) {
      const { cluster, upToTransaction: transactionId, upToId: id } = seal;
      const end = { transactionId, id };
      const events = await selectCovered(tx, organizationId, cluster, ends.get(cluster), end);
      breaks.push(...judgeLink(seal, last ?? beginning, events, known));
      ends.set(cluster, end);
      sealedEvents += events.length;
      links += 1;
      last = seal;
    }
  }
  if (known && known.sequence > (last?.sequence ?? 0)) {
    breaks.push({ sequence: known.sequence, code: 'link-missing' });
  }
  const unsealedEvents = await countUnsealed(context, ends);
  return { breaks, links, sealedEvents, unsealedEvents, head: last ? headOf(last) : null };
}

function headOf(seal: SealRow) {
  return { sequence: seal.sequence, hash: seal.hash.toString('hex'), sealedAt: seal.sealedAt };
}

function judgeLink(
  seal: SealRow,
  before: { readonly sequence: number; readonly hash: Buffer },
  events: readonly ChainedEvent[],
  known: Head | undefined,
): AuditBreak[] {
  const { sequence } = seal;
  const codes: AuditBreak['code'][] = [];
  if (sequence !== before.sequence + 1) codes.push('link-missing');
  else if (!seal.previousHash.equals(before.hash)) codes.push('link-broken');
  const difference = events.length - seal.eventCount;
  if (difference < 0) codes.push('events-missing');
  else if (difference > 0) codes.push('events-added');
  else if (!hashLink(seal.previousHash, seal, events.map(hashEvent)).equals(seal.hash)) {
    codes.push('events-changed');
  }
  if (known?.sequence === sequence && known.hash !== seal.hash.toString('hex')) {
    codes.push('head-differs');
  }
  return codes.map((code) => ({ sequence, code }));
}

async function countUnsealed(
  context: Context,
  ends: ReadonlyMap<string, Position>,
): Promise<number> {
  const { tx, caller } = context;
  let count = 0;
  for (const cluster of await selectClusters(tx, caller.organizationId)) {
    count += await countAfter(tx, caller.organizationId, cluster, ends.get(cluster));
  }
  return count;
}
