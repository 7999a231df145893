import { decodeFloat, decodeShortFloat, type MedicalNumber } from './medical-float.ts';

/** The message ended before a field that its flags announce. */
export class TruncatedBytes extends Error {}

/** Reads the fields of a characteristic one after the other; all are little-endian. */
export interface ByteCursor {
  readonly uint8: () => number;
  readonly uint16: () => number;
  readonly uint24: () => number;
  readonly int16: () => number;
  /** IEEE 11073-20601 SFLOAT; `shift` moves the decimal point to the right without rounding. */
  readonly shortFloat: (shift?: number) => MedicalNumber;
  /** IEEE 11073-20601 FLOAT. */
  readonly float: () => MedicalNumber;
}

/** A cursor at the first byte; reading behind the last one throws `TruncatedBytes`. */
export function readBytes(bytes: Uint8Array): ByteCursor {
  let position = 0;
  function unsigned(length: number): number {
    if (position + length > bytes.length) throw new TruncatedBytes();
    let value = 0;
    for (let place = 0; place < length; place++) {
      value += (bytes[position + place] ?? 0) * 2 ** (8 * place);
    }
    position += length;
    return value;
  }
  return {
    uint8: () => unsigned(1),
    uint16: () => unsigned(2),
    uint24: () => unsigned(3),
    int16: () => (unsigned(2) << 16) >> 16,
    shortFloat: (shift = 0) => decodeShortFloat(unsigned(2), shift),
    float: () => decodeFloat(unsigned(4)),
  };
}
