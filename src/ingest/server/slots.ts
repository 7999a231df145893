import { createHash } from 'node:crypto';

import { newId } from '../../platform/server/ids.ts';
import type { Rejection } from '../core/adapter.ts';
import type { Placed, Understood } from '../core/entry.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import type { Hold, Located } from './located.ts';
import type { Part } from './parts.ts';
import { storableJson } from './storable-json.ts';
import type { NewQuarantineRow } from './store/quarantine.ts';

/** One item on its way through a batch. */
export interface Slot {
  readonly part: Part;
  readonly item: Located;
  outcome: ItemOutcome | undefined;
  /** What is kept of an item that was not taken at its word. */
  kept: NewQuarantineRow | undefined;
}

/** An item that nothing speaks against so far. */
export interface PlacedSlot {
  readonly slot: Slot;
  readonly understood: Understood;
  readonly placed: Placed;
}

/** Begins a part: what was refused or held before carries its outcome, the rest is to be decided. */
export function openSlots(
  part: Part,
  located: readonly Located[],
): { slots: readonly Slot[]; placed: readonly PlacedSlot[] } {
  const placed: PlacedSlot[] = [];
  const slots = located.map((item): Slot => {
    const slot: Slot = { part, item, outcome: undefined, kept: undefined };
    if ('rejection' in item) refuse(slot, item.rejection);
    else if (item.hold === undefined) placed.push({ slot, ...item });
    else hold(slot, item.understood, item.hold, item.placed);
    return slot;
  });
  return { slots, placed };
}

/** Ends an item that was not understood: kept with its reason, so that it can be looked at. */
function refuse(slot: Slot, { index, messageId, code, field, raw }: Rejection): void {
  slot.outcome = { index, messageId, status: 'rejected', code };
  slot.kept = {
    ...keptBase(slot, index),
    outcome: 'rejected',
    reason: code,
    detail: field === undefined ? {} : { field },
    patientId: null,
    subject: `source:${slot.part.queued.source}`,
    kind: null,
    critical: false,
    candidate: null,
    raw: storableJson(raw),
    identity: identityOf(slot, [code, storableJson(raw)]),
  };
}

/** Ends an item that was understood, but is not believed until a person decides. */
export function hold(
  slot: Slot,
  { candidate, measurement }: Understood,
  why: Hold,
  placed?: Placed,
): void {
  const { queued } = slot.part;
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
    subject: patientId ?? `source:${slot.part.queued.source}`,
    kind: measurement.kind,
    critical: why.critical,
    candidate: {
      candidate: told,
      measurement,
      source: queued.source,
      contentHash: queued.contentHash.toString('hex'),
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
  const { id, queued } = slot.part;
  return {
    id: newId(queued.receivedAt),
    deliveryId: id,
    itemIndex,
    source: queued.source,
    arrivedAt: queued.receivedAt,
  };
}

/** The same thing from the same source, whenever it comes again. */
function identityOf({ part, item }: Slot, parts: readonly unknown[]): string {
  const outcome = 'rejection' in item ? 'rejected' : 'held';
  const text = JSON.stringify([part.queued.source, outcome, ...parts]);
  return createHash('sha256').update(text).digest('base64url');
}
