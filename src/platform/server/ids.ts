import { randomBytes, randomInt } from 'node:crypto';

let latest = 0;
let counter = 0;

/**
 * A UUID version 7 (RFC 9562): ordered by time, so that new rows land at the end of their index, and
 * within one millisecond in the order in which they are made (its method 1, a counter of 12 bits): rows
 * of one transaction, which share its moment, keep their order.
 */
export function newId(now: number = Date.now()): string {
  counter = now === latest ? (counter + 1) & 0xfff : randomInt(0x400);
  latest = now;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
