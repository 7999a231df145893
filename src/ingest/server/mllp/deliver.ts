import { newId } from '../../../platform/server/ids.ts';
import { inOrganization } from '../../../platform/server/database.ts';
import { Problem } from '../../../platform/core/problem.ts';
import { resolvePatientReferences } from '../../../people/server/service.ts';
import type { Caller, Context } from '../../../platform/server/context.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { maximumItems } from '../../contract.ts';
import { isRejection } from '../../core/adapter.ts';
import {
  answerMessage,
  refusalOf,
  refuseMessage,
  type MessageRefusal,
} from '../../core/hl7/acknowledgement.ts';
import { decodeMessage, encodeMessage } from '../../core/hl7/charset.ts';
import type { Frame } from '../../core/hl7/frames.ts';
import { parseMessage, textAt, type Message } from '../../core/hl7/message.ts';
import { parseOru, underReference, type OruItem } from '../../core/hl7/oru.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import type { VendorItem } from '../../core/vendors/vendor.ts';
import { senderOf, type GatewayOutcome, type GatewaySetting } from '../gateway.ts';
import type { Redelivery } from '../service/replay-items.ts';
import {
  receiveRevised,
  rehearseRevised,
  type RevisedDelivery,
} from '../service/revised-delivery.ts';

/** The name under which messages are kept. */
export const hl7Adapter = 'hl7-oru';

export interface Answer {
  readonly bytes: Uint8Array;
  readonly outcome: GatewayOutcome;
}

/** Stores what a message brought, and answers it once that is committed. Never rejects. */
export async function answerFrame(
  setting: GatewaySetting,
  token: string,
  frame: Frame,
): Promise<Answer> {
  const decoded = decodeMessage(frame.bytes);
  const message = decoded === undefined ? undefined : parseMessage(decoded.text);
  const now = setting.clock();
  const answered = { message, now, controlId: newId(now.getTime()).replaceAll('-', '').slice(-20) };
  const encode = (text: string) => encodeMessage(text, decoded?.charset ?? 'ascii');
  const refuse = (refusal: MessageRefusal, outcome: GatewayOutcome = 'refused'): Answer => {
    return { bytes: encode(refuseMessage(answered, refusal)), outcome };
  };
  if (message === undefined) return refuse('unreadable');
  if (frame.kind === 'too-large') return refuse('too-large');
  const refusal = refusalOf(message);
  if (refusal !== undefined) return refuse(refusal);
  const items = parseOru(message, vitalSigns());
  if (items.length > maximumItems) return refuse('too-large');
  try {
    const caller = await senderOf(setting, token);
    const outcomes = await deliver(setting, { caller, message, items, body: frame.bytes });
    const isTaken = outcomes.some(({ status }) => status === 'accepted' || status === 'duplicate');
    return {
      bytes: encode(answerMessage(answered, outcomes)),
      outcome: isTaken ? 'taken' : 'held',
    };
  } catch (error) {
    setting.log.warn({ err: error }, 'an HL7 message could not be stored');
    const isSetUp = !(error instanceof Problem && [401, 403].includes(error.definition.status));
    return refuse(isSetUp ? 'unavailable' : 'not-set-up', 'repeated-later');
  }
}

type Storing = Pick<GatewaySetting, 'database' | 'ingest' | 'clock'>;

interface Hl7Delivery {
  readonly caller: Caller;
  readonly message: Message;
  readonly items: readonly OruItem[];
  readonly body: Uint8Array;
}

/** Corrections first, each in the place of what it corrects; the rest by the usual way in. */
async function deliver(setting: Storing, delivery: Hl7Delivery): Promise<readonly ItemOutcome[]> {
  return receiveRevised(setting.ingest, await addressed(setting, delivery));
}

/** Reads a kept message again; undefined when it is none any more. */
export async function redeliverMessage(
  setting: Storing,
  { caller, body, choose, dryRun }: Redelivery,
): Promise<readonly ItemOutcome[] | undefined> {
  const decoded = decodeMessage(body);
  const message = decoded && parseMessage(decoded.text);
  if (message === undefined) return undefined;
  const items = choose(parseOru(message, vitalSigns()));
  const delivery = await addressed(setting, { caller, message, items, body });
  return (dryRun ? rehearseRevised : receiveRevised)(setting.ingest, delivery);
}

/** Whom a message is about, by the numbers that are known here. */
async function addressed(
  { database, clock }: Storing,
  { caller, message, items, body }: Hl7Delivery,
): Promise<RevisedDelivery> {
  const owned = await inOrganization(database, caller.organizationId, (tx) =>
    chooseReferences({ tx, caller, now: clock(), audited: 0 }, items),
  );
  return {
    ...{ caller, source: caller.source ?? hl7Adapter, adapter: hl7Adapter, body, items: owned },
    contentType: 'x-application/hl7-v2+er7',
    messageId: textAt(message, message.header, 10).slice(0, 200),
  };
}

/**
 * A hospital sends all numbers it has for a patient: the first that is known here is taken, unless another
 * one leads to somebody else: then nobody knows who is meant, and a name that nobody has holds the item.
 */
async function chooseReferences(
  { tx, caller }: Context,
  items: readonly OruItem[],
): Promise<readonly VendorItem[]> {
  const all = items.flatMap((item) => (isRejection(item) ? [] : item.references));
  const resolved = await resolvePatientReferences(tx, [...new Set(all)], caller);
  return underReference(items, (references) => {
    const found = references.flatMap((reference) => {
      const owner = resolved.get(reference);
      return typeof owner === 'object' ? [{ reference, id: owner.id }] : [];
    });
    if (new Set(found.map(({ id }) => id)).size > 1) return references.join(' ').slice(0, 300);
    return found[0]?.reference;
  });
}
