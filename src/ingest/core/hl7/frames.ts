// Long because: one state machine; its states and what changes them are read together.
/** Something that a connection has brought: a whole message, or the beginning of one that is too large. */
export interface Frame {
  readonly kind: 'message' | 'too-large';
  readonly bytes: Uint8Array;
}

/** Puts the messages of one connection together from the pieces in which they arrive. */
export interface Frames {
  /** What this piece completes, in order. */
  take(piece: Uint8Array): readonly Frame[];
  /** A message has begun and its end has not come. */
  readonly isOpen: boolean;
  /** Messages whose end never came: another one began instead. */
  readonly abandoned: number;
}

const startBlock = 0x0b;
const endBlock = 0x1c;
const carriageReturn = 0x0d;
/** Of a message that is too large so much is kept that its header can be answered. */
const headerBytes = 4_096;

/**
 * The minimal lower layer protocol of HL7: start block, message, end block, carriage return. What stands
 * between messages is passed over. A message that begins before the last one ended makes that one
 * worthless: it is dropped, and its sender, who gets no answer, sends it again.
 */
export function createFrames(maximumBytes: number): Frames {
  let pieces: Uint8Array[] | undefined;
  let size = 0;
  let abandoned = 0;
  let endSeen = false;

  function add(bytes: Uint8Array): void {
    if (pieces === undefined || bytes.length === 0) return;
    const room = size >= maximumBytes ? 0 : bytes.length;
    if (room > 0) pieces.push(bytes.slice());
    size += bytes.length;
  }

  function begin(): void {
    if (pieces !== undefined) abandoned += 1;
    pieces = [];
    size = 0;
  }

  function finish(): Frame {
    const bytes = join(pieces ?? []);
    const isLarge = size > maximumBytes;
    pieces = undefined;
    return isLarge
      ? { kind: 'too-large', bytes: bytes.subarray(0, headerBytes) }
      : { kind: 'message', bytes };
  }

  return {
    take(piece) {
      const found: Frame[] = [];
      let from = 0;
      for (let at = 0; at < piece.length; at += 1) {
        const byte = piece[at];
        if (endSeen) {
          endSeen = false;
          if (byte === carriageReturn) {
            found.push(finish());
            from = at + 1;
            continue;
          }
          // An end block that no carriage return follows is part of the message.
          add(Uint8Array.of(endBlock));
          from = at;
        }
        if (byte === startBlock) {
          begin();
          from = at + 1;
        } else if (byte === endBlock && pieces !== undefined) {
          add(piece.subarray(from, at));
          from = at + 1;
          endSeen = true;
        }
      }
      if (!endSeen) add(piece.subarray(from));
      return found;
    },
    get isOpen() {
      return pieces !== undefined;
    },
    get abandoned() {
      return abandoned;
    },
  };
}

/** A message as it goes over the wire. */
export function frameOf(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(message.length + 3);
  frame[0] = startBlock;
  frame.set(message, 1);
  frame.set([endBlock, carriageReturn], message.length + 1);
  return frame;
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
