import { createHash, randomBytes } from 'node:crypto';

import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import { tokenProblems, userProblems } from '../../core/problems.ts';
import { parseScope } from '../../core/scopes.ts';
import { recordAudit } from '../service.ts';
import { insertToken, selectTokens, updateRevoked, type TokenRow } from '../store/tokens.ts';
import { practiceExists } from '../store/users.ts';

export interface TokenRequest {
  readonly label: string;
  /** Names the deliveries of this token and is part of their identity; from the label when absent. */
  readonly source?: string;
  readonly scopes: readonly string[];
  readonly practiceId?: string | null;
  readonly patientId?: string | null;
  /** Also known by its SHA-1, as Nightscout uploaders send it; bound to one patient. */
  readonly nightscout?: boolean;
}

/** Makes a token for a machine. The secret is in the answer only; the database keeps its hashes. */
export async function createToken(
  context: Context,
  request: TokenRequest,
): Promise<{ id: string; token: string }> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  await checkRequest(context, request);
  const id = newId(now.getTime());
  const token = `enl_${randomBytes(32).toString('base64url')}`;
  await insertToken(tx, {
    organizationId,
    id,
    label: request.label,
    source: request.source ?? sourceOf(request.label),
    scopes: request.scopes,
    practiceId: request.practiceId ?? null,
    patientId: request.patientId ?? null,
    secretSha256: createHash('sha256').update(token).digest(),
    apiSecretSha1: request.nightscout ? createHash('sha1').update(token).digest() : null,
    createdBy: caller.kind === 'user' ? caller.id : null,
    createdAt: now,
  });
  await recordAudit(context, {
    action: 'token.create',
    patientIds: request.patientId ? [request.patientId] : [],
    subject: `token:${id}`,
    detail: { scopes: request.scopes },
    purpose: 'operations',
  });
  return { id, token };
}

async function checkRequest(context: Context, request: TokenRequest): Promise<void> {
  const wrong = request.scopes.filter((scope) => parseScope(scope) === undefined);
  if (wrong.length > 0 || request.scopes.length === 0) {
    throw tokenProblems['tokens.scope-invalid']({ scopes: wrong });
  }
  if (request.nightscout && !request.patientId) throw tokenProblems['tokens.patient-needed']();
  const { practiceId } = request;
  if (!practiceId) return;
  const known = await practiceExists(context.tx, context.caller.organizationId, practiceId);
  if (!known) throw userProblems['users.practice-unknown']();
}

function sourceOf(label: string): string {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'token' : slug;
}

/** The organization's tokens, newest first, without their secrets. */
export async function listTokens(context: Context): Promise<readonly TokenRow[]> {
  return selectTokens(context.tx, context.caller.organizationId);
}

/** Ends a token for good; every server stops honouring it within moments. */
export async function revokeToken(context: Context, id: string): Promise<void> {
  const { tx, caller, now } = context;
  const revoked = await updateRevoked(tx, caller.organizationId, id, now);
  if (!revoked) throw platformProblems['record.not-found']();
  await recordAudit(context, {
    action: 'token.revoke',
    patientIds: [],
    subject: `token:${id}`,
    purpose: 'operations',
  });
  await announce(tx, caller.organizationId, ['access']);
}
