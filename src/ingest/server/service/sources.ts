import { randomBytes } from 'node:crypto';

import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { listPractices } from '../../../people/server/service/practices.ts';
import type { Input } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { createSourceRoute, Source, SourceSecret } from '../../contract/sources.ts';
import { ingestProblems } from '../../core/problems.ts';
import { vendorAccess } from '../../core/vendors/vendor-access.ts';
import {
  insertSource,
  selectSource,
  selectSources,
  selectTakenNames,
  updateSource,
  type SourceRow,
} from '../store/sources.ts';
import type { Seal } from './sources/seal.ts';
import { tellOperations } from './sources/trouble.ts';

const dayMs = 24 * 3_600_000;
const usualWindowMinutes = 5;

/** The vendors that deliver, with what came in the last 24 hours. */
export async function listSources(context: Context): Promise<Source[]> {
  const since = new Date(context.now.getTime() - dayMs);
  const rows = await selectSources(context.tx, context.caller.organizationId, since);
  return rows.map((row) => ({
    ...row,
    lastDeliveryAt: row.lastDeliveryAt?.toISOString() ?? null,
    pausedUntil: row.pausedUntil?.toISOString() ?? null,
  }));
}

/** Lets a vendor deliver, in the way it documents unless told otherwise. The secret is in the answer only. */
export async function createSource(
  context: Context,
  seal: Seal,
  body: Input<typeof createSourceRoute>['body'],
): Promise<SourceSecret> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const { vendor, practiceId = null } = body;
  const access = vendorAccess[vendor];
  const authentication = body.authentication ?? access.authentications[0] ?? 'signature';
  if (!access.authentications.includes(authentication)) {
    throw ingestProblems['ingest.authentication-unsupported']();
  }
  if (practiceId !== null) await requirePractice(context, practiceId);
  const secret = newSecret();
  const row: SourceRow = {
    ...{ organizationId, id: newId(now.getTime()), vendor, label: body.label.trim(), practiceId },
    source: await freeName(context, `${vendor}-${slugOf(body.label)}`),
    ...{ authentication, sealedSecret: seal.seal(secret), enabled: true },
    windowMinutes: body.windowMinutes ?? usualWindowMinutes,
    baseUrl: body.baseUrl ?? access.baseUrl,
  };
  await insertSource(tx, {
    ...row,
    createdBy: caller.kind === 'user' ? caller.id : null,
    createdAt: now,
  });
  await auditSource(context, 'source.create', row.id, { vendor, authentication });
  return secretOf(row, secret);
}

/** Stops taking what a vendor delivers, or takes it again. */
export async function switchSource(context: Context, id: string, enabled: boolean): Promise<void> {
  const { tx, caller, now } = context;
  const row = await requireSource(context, id);
  await updateSource(tx, caller.organizationId, id, { enabled });
  await tellOperations(tx, caller.organizationId, { ...row, enabled }, now);
  await auditSource(context, enabled ? 'source.enable' : 'source.disable', id);
}

/** Gives a vendor a new secret; what is signed or sent with the old one is refused from now on. */
export async function rotateSource(
  context: Context,
  seal: Seal,
  id: string,
): Promise<SourceSecret> {
  const row = await requireSource(context, id);
  const secret = newSecret();
  await updateSource(context.tx, context.caller.organizationId, id, {
    sealedSecret: seal.seal(secret),
  });
  await auditSource(context, 'source.rotate', id);
  return secretOf(row, secret);
}

/** A source of the caller's organization, held until the end of the transaction; refuses one that is not there. */
export async function requireSource({ tx, caller }: Context, id: string): Promise<SourceRow> {
  const row = await selectSource(tx, caller.organizationId, id);
  if (row === undefined) throw platformProblems['record.not-found']();
  return row;
}

async function requirePractice(context: Context, id: string): Promise<void> {
  const practices = await listPractices(context);
  if (!practices.some((practice) => practice.id === id))
    throw platformProblems['record.not-found']();
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the vendor is told: the address, and how it proves who it is. */
function secretOf({ id, vendor, authentication }: SourceRow, secret: string): SourceSecret {
  const address = new URLSearchParams({ source: id });
  if (authentication === 'url') address.set('secret', secret);
  return {
    id,
    path: `/ingest/${vendor}?${address.toString()}`,
    user: authentication === 'basic' ? id : null,
    secret,
  };
}

async function freeName({ tx, caller }: Context, wanted: string): Promise<string> {
  const taken = await selectTakenNames(tx, caller.organizationId, wanted);
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
  return name;
}

function slugOf(label: string): string {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug.slice(0, 60) || 'source';
}

/** Writes down what was done with a source, and tells the screens. */
export async function auditSource(
  context: Context,
  action: AuditAction,
  id: string,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  const subject = `source:${id}`;
  await recordAudit(context, { action, patientIds: [], subject, detail, purpose: 'operations' });
  await announce(context.tx, context.caller.organizationId, ['access']);
}
