import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Authentication } from '../../../core/vendors/vendor-access.ts';

/** What a request brought to prove where it comes from. */
export interface Proof {
  readonly authorization: string | undefined;
  /** `t=1795180320,v1=<hex>`: the moment of signing and the HMAC-SHA-256 of "t.body". */
  readonly signature: string | undefined;
  /** From the address. */
  readonly secret: string | undefined;
  readonly body: Uint8Array;
}

export interface Expected {
  readonly id: string;
  readonly authentication: Authentication;
  /** Null: not known any more, and nothing proves it. */
  readonly secret: string | null;
  readonly windowMinutes: number;
}

interface Known extends Expected {
  readonly secret: string;
}

export type ProofResult = 'proven' | 'wrong' | 'stale';

/** Whether a request comes from the source; compared in a time that tells nothing of the secret. */
export function checkProof(proof: Proof, { secret, ...source }: Expected, now: Date): ProofResult {
  if (secret === null) return 'wrong';
  const expected = { ...source, secret };
  switch (expected.authentication) {
    case 'signature':
      return checkSignature(proof, expected, now);
    case 'basic':
      return checkBasic(proof.authorization, expected);
    case 'url':
      return isSame(proof.secret ?? '', expected.secret) ? 'proven' : 'wrong';
  }
}

/** The header with which a sender signs a body. */
export function signatureHeader(secret: string, body: Uint8Array, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `t=${seconds},v1=${hmac(secret, String(seconds), body)}`;
}

function hmac(secret: string, seconds: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
}

function checkSignature(
  { signature = '', body }: Proof,
  { secret, windowMinutes }: Known,
  now: Date,
): ProofResult {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/i.exec(signature.trim()) ?? [];
  if (seconds === undefined || given === undefined) return 'wrong';
  if (!isSame(given.toLowerCase(), hmac(secret, seconds, body))) return 'wrong';
  const apartMs = Math.abs(now.getTime() - Number(seconds) * 1_000);
  return apartMs > windowMinutes * 60_000 ? 'stale' : 'proven';
}

/** `Basic` with the source as user, or `Bearer`: senders offer one or the other. */
function checkBasic(authorization: string | undefined, { id, secret }: Known): ProofResult {
  const [, scheme = '', credentials = ''] = /^(\w+)\s+(\S+)$/.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return isSame(credentials, secret) ? 'proven' : 'wrong';
  if (scheme.toLowerCase() !== 'basic') return 'wrong';
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const isUser = isSame(decoded.slice(0, Math.max(0, colon)), id);
  const isSecret = isSame(decoded.slice(colon + 1), secret);
  return isUser && isSecret ? 'proven' : 'wrong';
}

/** Hashes have one length, whatever was sent. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
