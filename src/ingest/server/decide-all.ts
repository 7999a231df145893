import type { Judging } from '../../monitoring/server/service/judging.ts';
import type { Context } from '../../platform/server/context.ts';
import type { Reading } from '../../vitals/core/reading.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { decide, type Decision } from '../core/decide.ts';
import { gather, knownKey, type Circumstances } from './gather.ts';
import { hold, type PlacedSlot } from './slots.ts';

/** A new reading, to be stored and judged. */
export interface Accepted extends PlacedSlot {
  readonly reading: Reading;
  /** Plausibility codes, separated by spaces. */
  readonly doubts: string | null;
  readonly circumstances: Circumstances;
}

/**
 * Decides every placed measurement in the order in which they were taken, against what is stored and
 * what came before it in the batch. Answers the new readings; the others carry their outcome.
 */
export async function decideAll(
  context: Context,
  placed: readonly PlacedSlot[],
  judgings: ReadonlyMap<string, Judging>,
): Promise<readonly Accepted[]> {
  if (placed.length === 0) return [];
  const vitals = vitalSigns();
  const found = await gather(
    context,
    placed.map((one) => one.placed),
    judgings,
  );
  const accepted: Accepted[] = [];
  for (const one of placed.toSorted((a, b) => a.placed.time.at - b.placed.time.at)) {
    const circumstances = found.get(one.placed.owner.id);
    const judging = judgings.get(one.placed.owner.id);
    if (circumstances === undefined || judging === undefined) {
      throw new Error('A placed reading was not looked up.');
    }
    const decision = decideOne(vitals, one, circumstances, judging);
    const taken = carryOut(one, decision, circumstances);
    if (taken !== undefined) accepted.push(taken);
  }
  return accepted;
}

function decideOne(
  vitals: Vitals,
  { placed }: PlacedSlot,
  { known, recent }: Circumstances,
  { profile }: Judging,
): Decision {
  return decide({
    vitals,
    placed,
    known: known.get(knownKey(placed.measurement.kind, placed.sourceId)) ?? [],
    recent,
    facts: profile.facts,
  });
}

function carryOut(
  { slot, understood, placed }: PlacedSlot,
  decision: Decision,
  circumstances: Circumstances,
): Accepted | undefined {
  const { index, messageId } = placed.candidate;
  const { owner, measurement, sourceId } = placed;
  const key = { patientId: owner.id, kind: measurement.kind, at: placed.time.at, sourceId };
  switch (decision.status) {
    case 'duplicate':
      slot.outcome = { index, messageId, status: 'duplicate', key: { ...key, at: decision.at } };
      return undefined;
    case 'quarantined': {
      const { code, reasons, critical } = decision;
      const detail = reasons.length === 0 ? {} : { reasons };
      hold(slot, understood, { code, detail, critical }, placed);
      return undefined;
    }
    case 'accepted': {
      const { reading, reasons } = decision;
      slot.outcome = { index, messageId, status: 'accepted', code: reasons[0]?.code, key };
      remember(circumstances, reading);
      const doubts = reasons.length === 0 ? null : reasons.map(({ code }) => code).join(' ');
      return { slot, understood, placed, reading, doubts, circumstances };
    }
  }
}

/** What follows in the same batch sees it as if it were stored. */
function remember({ known, recent }: Circumstances, reading: Reading): void {
  const key = knownKey(reading.kind, reading.sourceId);
  known.set(key, [...(known.get(key) ?? []), reading]);
  recent.push(reading);
}
