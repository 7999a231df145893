import type { ItemResult } from '../contract.ts';
import { itemMessages } from '../core/item-codes.ts';
import { countOutcomes, type ItemOutcome } from '../core/outcome.ts';

/** An outcome as a source is told it: codes with sentences in both languages, nothing of what is stored. */
export function describeOutcome(outcome: ItemOutcome): ItemResult {
  const { index, messageId, status, code } = outcome;
  // What nearly all are told, without the work of the general case.
  if (code === undefined && messageId !== undefined) return { index, id: messageId, status };
  const said = code === undefined ? undefined : itemMessages[code];
  return {
    index,
    ...(messageId === undefined ? undefined : { id: messageId }),
    status,
    ...(code === undefined ? undefined : { code }),
    ...(said === undefined ? undefined : { messages: said.title, advice: said.advice }),
  };
}

/** The answer to a delivery: every item with its verdict, and how many of each. */
export function answerDelivery(outcomes: readonly ItemOutcome[]) {
  return { items: outcomes.map(describeOutcome), counts: countOutcomes(outcomes) };
}
