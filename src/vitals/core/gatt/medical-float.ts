/** Why a number of IEEE 11073-20601 is none: such a value is never a reading. */
export type SpecialValue =
  | 'not-a-number'
  | 'not-at-this-resolution'
  | 'too-high'
  | 'too-low'
  | 'reserved';

export type MedicalNumber = number | SpecialValue;

const shortSpecials: ReadonlyMap<number, SpecialValue> = new Map([
  [0x07ff, 'not-a-number'],
  [0x0800, 'not-at-this-resolution'],
  [0x07fe, 'too-high'],
  [0x0802, 'too-low'],
  [0x0801, 'reserved'],
]);

const longSpecials: ReadonlyMap<number, SpecialValue> = new Map([
  [0x007fffff, 'not-a-number'],
  [0x00800000, 'not-at-this-resolution'],
  [0x007ffffe, 'too-high'],
  [0x00800002, 'too-low'],
  [0x00800001, 'reserved'],
]);

/**
 * A 16-bit SFLOAT: exponent of 4 and mantissa of 12 bits, both in two's complement (not biased).
 * `shift` multiplies by a power of ten. Source: IEEE 11073-20601, annex F.
 */
export function decodeShortFloat(raw: number, shift = 0): MedicalNumber {
  const special = shortSpecials.get(raw);
  if (special !== undefined) return special;
  return decimal(signed(raw & 0x0fff, 12), signed(raw >>> 12, 4) + shift);
}

/** A 32-bit FLOAT: exponent of 8 and mantissa of 24 bits, both in two's complement. */
export function decodeFloat(raw: number): MedicalNumber {
  const special = longSpecials.get(raw);
  if (special !== undefined) return special;
  return decimal(signed(raw & 0x00ffffff, 24), signed(raw >>> 24, 8));
}

function signed(value: number, bits: number): number {
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}

/** Through the decimal notation, because 376 × 0.1 is not 37.6 in binary. */
function decimal(mantissa: number, exponent: number): number {
  return Number(`${mantissa}e${exponent}`);
}
