import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';

import type { Caller } from '../../platform/server/context.ts';
import type { DeliveryItem, Rejection } from '../core/adapter.ts';
import type { Understood } from '../core/entry.ts';

/** What a source sent in one go, parsed by its adapter. */
export interface Delivery {
  readonly caller: Caller;
  /** Label of the source; with the message id it names a reading. The caller's own, or the adapter's name. */
  readonly source?: string;
  readonly adapter: string;
  readonly contentType: string;
  /** As it arrived, for replay; null when there is nothing beyond the items (manual entry). */
  readonly body: Uint8Array | null;
  readonly messageId?: string;
  readonly items: readonly DeliveryItem[];
  /** When it arrived; absent: now. Back-fills and demonstrations say when. */
  readonly receivedAt?: Date;
  /** False for back-fills: stored and checked, but nothing is judged and nobody is alarmed. */
  readonly live?: boolean;
}

/** A delivery on its way through a batch. */
export interface QueuedDelivery {
  readonly id: string;
  readonly delivery: Delivery;
  readonly source: string;
  readonly items: readonly (Understood | Rejection)[];
  readonly contentHash: Buffer;
  readonly receivedAt: number;
  readonly live: boolean;
}

/** The label under which a caller's messages are known. */
export function sourceOf({ source, caller, adapter }: Delivery): string {
  return source ?? caller.source ?? adapter;
}

/** SHA-256 of what arrived; of the items' identities when nothing else did. */
export function hashOf({ body, items, messageId }: Delivery): Buffer {
  const hash = createHash('sha256');
  if (body === null) hash.update(JSON.stringify([messageId, items]));
  else hash.update(body);
  return hash.digest();
}

/** Below this compressing costs more than it saves. */
const worthCompressing = 1_024;

/** A body as it is kept. */
export function packBody(body: Uint8Array | null): {
  body: Uint8Array | null;
  bodyEncoding: 'identity' | 'zstd';
} {
  if (body === null || body.length < worthCompressing) return { body, bodyEncoding: 'identity' };
  return { body: zstdCompressSync(body), bodyEncoding: 'zstd' };
}
