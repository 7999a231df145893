import { decodeEscaped } from './charset.ts';

/** The characters that divide a message, as its own MSH-1 and MSH-2 say. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export interface Segment {
  readonly name: string;
  /** By their HL7 number: `fields[5]` of an OBX is OBX-5. Still escaped. */
  readonly fields: readonly string[];
  /** As it came. */
  readonly text: string;
}

export interface Message {
  readonly delimiters: Delimiters;
  readonly header: Segment;
  readonly segments: readonly Segment[];
}

/** Divides an HL7 v2 message into segments and fields; undefined when it does not begin like one. */
export function parseMessage(text: string): Message | undefined {
  const delimiters = readDelimiters(text);
  if (delimiters === undefined) return undefined;
  // Segments end with a carriage return; some senders write the line ends of their own system.
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '');
  const segments = lines.map((line) => readSegment(line, delimiters.field));
  const [header] = segments;
  return header === undefined ? undefined : { delimiters, header, segments };
}

function readDelimiters(text: string): Delimiters | undefined {
  if (!text.startsWith('MSH')) return undefined;
  const field = text[3] ?? '';
  // A fifth character, the truncation of version 2.7, may follow.
  const encoding = text.slice(4).split(field)[0] ?? '';
  const [component, repetition, escape = '', subcomponent = ''] = encoding;
  if (component === undefined || repetition === undefined) return undefined;
  const found = [field, component, repetition, escape, subcomponent].filter((one) => one !== '');
  const isUsable = found.every((one) => !/[\sA-Za-z0-9]/.test(one));
  if (!isUsable || new Set(found).size !== found.length) return undefined;
  return { field, component, repetition, escape, subcomponent };
}

function readSegment(text: string, separator: string): Segment {
  const [name = '', ...fields] = text.split(separator);
  // MSH-1 is the separator itself.
  const numbered = name === 'MSH' ? [name, separator, ...fields] : [name, ...fields];
  return { name, fields: numbered, text };
}

/** The repetitions of a field, still escaped; a field that is not there has none. */
export function repetitionsOf(
  { delimiters }: Message,
  segment: Segment,
  field: number,
): readonly string[] {
  const text = segment.fields[field] ?? '';
  return text === '' ? [] : text.split(delimiters.repetition);
}

/** The components of one repetition as text. A field deleted on purpose (`""`) says nothing either. */
export function componentsOf(message: Message, repetition: string): readonly string[] {
  return repetition.split(message.delimiters.component).map((text) => readText(message, text));
}

/** A component of the first repetition of a field as text, `''` when it is not there. */
export function textAt(message: Message, segment: Segment, field: number, component = 1): string {
  const [first = ''] = repetitionsOf(message, segment, field);
  return componentsOf(message, first)[component - 1] ?? '';
}

function readText({ delimiters }: Message, text: string): string {
  if (text === '""') return '';
  const { escape } = delimiters;
  if (escape === '' || !text.includes(escape)) return text;
  const parts = text.split(escape);
  // An odd number of escape characters: the last one begins nothing and stands for itself.
  const open = parts.length % 2 === 0 ? escape + (parts.pop() ?? '') : '';
  return (
    parts.map((part, place) => (place % 2 === 0 ? part : unescape(delimiters, part))).join('') +
    open
  );
}

/** One escape sequence without its escape characters (HL7 v2, chapter 2.7). */
function unescape(delimiters: Delimiters, sequence: string): string {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case '.br':
      return '\n';
    default:
      return /^X([0-9A-F]{2})+$/i.test(sequence) ? readHexadecimal(sequence.slice(1)) : '';
  }
}

function readHexadecimal(digits: string): string {
  const bytes = digits.match(/../g) ?? [];
  return decodeEscaped(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

/** Text as it may stand in a field. */
export function escapeText(delimiters: Delimiters, text: string): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const names = new Map([
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [escape, 'E'],
    [subcomponent, 'T'],
  ]);
  if (escape === '') return [...text].filter((one) => !names.has(one)).join('');
  return Array.from(text, (one) => {
    if (one === '\r' || one === '\n') return `${escape}.br${escape}`;
    const name = names.get(one);
    return name === undefined ? one : escape + name + escape;
  }).join('');
}
