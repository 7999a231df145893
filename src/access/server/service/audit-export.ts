import type { Caller, Context } from '../../../platform/server/context.ts';
import { inOrganization, type Database } from '../../../platform/server/database.ts';
import { recordAudit } from '../service.ts';
import {
  selectClusters,
  selectCovered,
  selectFinished,
  selectLastSeal,
  selectNextSealOf,
  type ChainedEvent,
  type SealRow,
} from '../store/audit-chain.ts';
import { chainBeginning, describeLink, hashEvent } from './audit-chain.ts';

export interface AuditRange {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly patientId?: string;
}

/**
 * The audit log as lines of JSON that can be checked without Enlace: `header`; per link its `event`s
 * in range (each `event` member as canonical JSON gives its SHA-256) and the `link` with the hashes of
 * all its events, also those that the range or patient leaves out; at the end events not sealed yet.
 * Link hash: SHA-256(previousHash ‖ canonical JSON of `link` ‖ eventHashes). The export is audited
 * before the first line; each link is read in a transaction of its own, so that none is long.
 */
export async function* exportAudit(
  source: { readonly database: Database; readonly clock: () => Date },
  caller: Caller,
  range: AuditRange,
): AsyncGenerator<string> {
  const { organizationId } = caller;
  const run = <T>(work: (context: Context) => Promise<T>) =>
    inOrganization(source.database, organizationId, (tx) =>
      work({ tx, caller, now: source.clock(), audited: 0 }),
    );
  await run((context) => auditExport(context, range));
  yield line({
    type: 'header',
    organizationId,
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    patientId: range.patientId ?? null,
    chainBeginning: chainBeginning(organizationId).toString('hex'),
  });
  for (let sequence = 0; ;) {
    const link = await run((context) => nextLink(context, sequence, range));
    if (!link) break;
    sequence = link.seal.sequence;
    yield linkLines(link.seal, link.events, range);
  }
  yield* await run((context) => unsealedLines(context, range));
}

async function auditExport(context: Context, range: AuditRange): Promise<void> {
  await recordAudit(context, {
    action: 'audit.export',
    patientIds: range.patientId ? [range.patientId] : [],
    detail: { from: range.from.toISOString(), to: range.to.toISOString() },
    purpose: 'operations',
  });
}

async function nextLink(context: Context, sequence: number, range: AuditRange) {
  const { organizationId } = context.caller;
  const next = await selectNextSealOf(context.tx, organizationId, sequence, range);
  if (!next) return undefined;
  const { seal, after } = next;
  const upTo = { transactionId: seal.upToTransaction, id: seal.upToId };
  const events = await selectCovered(context.tx, organizationId, seal.cluster, after, upTo);
  return { seal, events };
}

function linkLines(seal: SealRow, events: readonly ChainedEvent[], range: AuditRange): string {
  const wanted = events
    .filter((event) => isWanted(event, range))
    .map((event) => line({ type: 'event', sequence: seal.sequence, event }));
  const link = line({
    type: 'link',
    link: describeLink(seal),
    previousHash: seal.previousHash.toString('hex'),
    eventHashes: events.map((event) => hashEvent(event).toString('hex')),
    hash: seal.hash.toString('hex'),
  });
  return wanted.join('') + link;
}

const unsealedAtMost = 10_000;

async function unsealedLines(context: Context, range: AuditRange): Promise<string[]> {
  const { tx, caller } = context;
  const { organizationId } = caller;
  const lines: string[] = [];
  for (const cluster of await selectClusters(tx, organizationId)) {
    const last = await selectLastSeal(tx, organizationId, cluster);
    const after = last && { transactionId: last.upToTransaction, id: last.upToId };
    const events = await selectFinished(tx, organizationId, cluster, after, unsealedAtMost);
    const wanted = events.filter((event) => isWanted(event, range));
    lines.push(...wanted.map((event) => line({ type: 'event', sequence: null, event })));
  }
  return lines;
}

function isWanted(event: ChainedEvent, range: AuditRange): boolean {
  const at = Date.parse(event.at);
  if (at < range.from.getTime() || at >= range.to.getTime()) return false;
  return range.patientId === undefined || event.patientIds.includes(range.patientId);
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
