import type { Reading, VitalKind } from './reading.ts';
import { isStorableText } from './storable-text.ts';

/** What tells one reading of a source from another. */
export interface IdentityFacts extends Pick<Reading, 'kind' | 'at' | 'values' | 'unit' | 'beyond'> {
  /** Label of the source: the adapter or token through which it came. */
  readonly source: string;
  /** The source's own id of the message or record. */
  readonly messageId?: string | number | undefined;
  /** The device as the source names it. */
  readonly device?: string | undefined;
}

/** Longer ids would not fit beside the rest of the key into an index row. */
const longestMessageId = 120;

/**
 * The source id of a reading; with patient, kind and time it is the reading's identity.
 * A source that numbers its messages is believed: the same id is the same reading, and the same id
 * with another time is a correction. For one that does not, the same kind, device, time, unit and
 * values are the same reading, whoever sends it again. A reading with neither id nor time has no
 * identity of its own (each arrival would be a new one): its caller gives the hash and position of
 * the delivery as message id, so that at least a repeated delivery is recognised.
 */
export function readingIdentity(facts: IdentityFacts): string {
  const { messageId, source } = facts;
  if (messageId === undefined || messageId === '') return `${source}/~${derivedId(facts)}`;
  return `${source}/${storableId(String(messageId))}`;
}

/** Ids that are too long or cannot be stored are kept by their hash. "~" marks what is not the source's. */
function storableId(id: string): string {
  const storable = id.length <= longestMessageId && isStorableText(id) && !id.startsWith('~');
  return storable ? id : `~${hash(id)}`;
}

/** A hash, because source ids are shown in places where values must not be. */
function derivedId(facts: IdentityFacts): string {
  const values = Object.keys(facts.values)
    .toSorted()
    .map((component) => [component, facts.values[component]]);
  const { kind, device, at, unit, beyond } = facts;
  return hash(JSON.stringify([kind satisfies VitalKind, device ?? '', at, unit, values, beyond]));
}

const prime = 0x1000193;

/** 128 bits from four FNV-1a passes over UTF-16 code units; not for secrets, collisions only by intent. */
function hash(text: string): string {
  let words = '';
  for (let seed = 0; seed < 4; seed++) {
    let word = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
    for (let index = 0; index < text.length; index++) {
      word = Math.imul(word ^ text.charCodeAt(index), prime);
    }
    word ^= word >>> 15;
    word = Math.imul(word, 0x85ebca6b);
    word ^= word >>> 13;
    words += (word >>> 0).toString(36).padStart(7, '0');
  }
  return words;
}
