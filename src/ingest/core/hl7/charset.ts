/** A message as text, with the character set in which it is answered; undefined when it cannot be read. */
export interface Decoded {
  readonly text: string;
  readonly charset: Charset;
}

export type Charset = 'ascii' | 'latin-1' | 'utf-8';

/** HL7 table 0211, those of them that are a superset of ASCII and used in the Americas. */
const charsets: ReadonlyMap<string, Charset> = new Map([
  ['', 'ascii'],
  ['ASCII', 'ascii'],
  ['8859/1', 'latin-1'],
  ['UNICODE UTF-8', 'utf-8'],
  ['UTF-8', 'utf-8'],
  ['UTF8', 'utf-8'],
]);

/**
 * Reads the bytes of a message by the character set that its own MSH-18 names. One that names none
 * should be ASCII; senders that forget it are read as UTF-8 where that fits, else as ISO 8859-1, which
 * fits anything. A character set that is not known here, and bytes that break their own, are not read.
 */
export function decodeMessage(bytes: Uint8Array): Decoded | undefined {
  const named = charsets.get(charsetOf(bytes));
  switch (named) {
    case undefined:
      return undefined;
    case 'latin-1':
      return { text: latin1(bytes), charset: named };
    case 'utf-8': {
      const text = utf8(bytes);
      return text === undefined ? undefined : { text, charset: named };
    }
    case 'ascii': {
      if (bytes.every((byte) => byte < 0x80)) return { text: latin1(bytes), charset: named };
      const text = utf8(bytes);
      return text === undefined
        ? { text: latin1(bytes), charset: 'latin-1' }
        : { text, charset: 'utf-8' };
    }
  }
}

/** The first name in MSH-18, found before the character set is known: all that are read begin like ASCII. */
function charsetOf(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  const header = latin1(bytes.subarray(0, end < 0 ? bytes.length : end));
  const [separator = '|', , repetition = '~'] = header.slice(3, 6);
  const field = header.split(separator)[17] ?? '';
  return (field.split(repetition)[0] ?? '').trim().toUpperCase();
}

/** Text in the form of the message that it answers; what ASCII lacks is written without its accent. */
export function encodeMessage(text: string, charset: Charset): Uint8Array {
  switch (charset) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'latin-1':
      return Uint8Array.from(text, (one) => (one.charCodeAt(0) <= 0xff ? one.charCodeAt(0) : 0x3f));
    case 'ascii': {
      const plain = text.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
      return Uint8Array.from(plain, (one) => (one.charCodeAt(0) < 0x80 ? one.charCodeAt(0) : 0x3f));
    }
  }
}

/** The bytes of a hexadecimal escape, in the character set in which messages with accents come. */
export function decodeEscaped(bytes: Uint8Array): string {
  return utf8(bytes) ?? latin1(bytes);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('iso-8859-1').decode(bytes);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
