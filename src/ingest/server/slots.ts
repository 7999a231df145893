import { createHash } from 'node:crypto';

import { newId } from '../../platform/server/ids.ts';
import type { Rejection } from '../core/adapter.ts';
import type { Placed, Understood } from '../core/entry.ts';
import type { HoldDetail } from '../core/held.ts';
import type { HoldCode } from '../core/item-codes.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import type { QueuedDelivery } from './delivery.ts';
import { storableJson } from './storable-json.ts';
import type { NewQuarantineRow } from './store/quarantine.ts';

/** One item on its way through a batch. */
export interface Slot {
  readonly queued: QueuedDelivery;
  readonly item: Understood | Rejection;
  outcome: ItemOutcome | undefined;
  /** What is kept of an item that was not taken at its word. */
  kept: NewQuarantineRow | undefined;
}

/** A slot whose item was understood. */
export interface OpenSlot extends Slot {
  readonly item: Understood;
}

export interface PlacedSlot {
  readonly slot: OpenSlot;
  readonly placed: Placed;
}

/** Ends an item that was not understood: kept with its reason, so that it can be looked at. */
export function refuse(slot: Slot, { index, messageId, code, field, raw }: Rejection): void {
  slot.outcome = { index, messageId, status: 'rejected', code };
  slot.kept = {
    ...keptBase(slot, index),
    outcome: 'rejected',
    reason: code,
    detail: field === undefined ? {} : { field },
    patientId: null,
    subject: `source:${slot.queued.source}`,
    kind: null,
    critical: false,
    candidate: null,
    raw: storableJson(raw),
    identity: identityOf(slot, [code, storableJson(raw)]),
  };
}

export interface Hold {
  readonly code: HoldCode;
  readonly detail: HoldDetail;
  readonly critical: boolean;
}

/** Ends an item that was understood, but is not believed until a person decides. */
export function hold(slot: OpenSlot, why: Hold, placed?: Placed): void {
  const { candidate, measurement } = slot.item;
  const { index, messageId } = candidate;
  const { raw: _raw, measured: _measured, ...told } = candidate;
  const patientId = placed?.owner.id ?? null;
  slot.outcome = { index, messageId, status: 'quarantined', code: why.code };
  slot.kept = {
    ...keptBase(slot, index),
    outcome: 'quarantined',
    reason: why.code,
    detail: why.detail,
    patientId,
    subject: patientId ?? `source:${slot.queued.source}`,
    kind: measurement.kind,
    critical: why.critical,
    candidate: {
      candidate: told,
      measurement,
      source: slot.queued.source,
      contentHash: slot.queued.contentHash.toString('hex'),
    },
    raw: null,
    // Values are part of it: a second, other contradiction is another thing to decide.
    identity: identityOf(slot, [
      patientId ?? candidate.patient,
      messageId ?? null,
      measurement,
      placed?.sourceId ?? [candidate.at ?? null, candidate.device ?? null],
      placed?.time.trust === 'arrival-time' ? null : (placed?.time.at ?? null),
    ]),
  };
}

function keptBase(slot: Slot, itemIndex: number) {
  const { queued } = slot;
  return {
    id: newId(queued.receivedAt),
    deliveryId: queued.id,
    itemIndex,
    source: queued.source,
    arrivedAt: queued.receivedAt,
  };
}

/** The same thing from the same source, whenever it comes again. */
function identityOf({ queued, item }: Slot, parts: readonly unknown[]): string {
  const outcome = 'code' in item ? 'rejected' : 'held';
  const text = JSON.stringify([queued.source, outcome, ...parts]);
  return createHash('sha256').update(text).digest('base64url');
}
