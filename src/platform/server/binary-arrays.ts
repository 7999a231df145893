/**
 * Array parameters in PostgreSQL's binary form, for statements that carry hundreds of rows
 * (`unnest($1::uuid[], $2::float8[] …)`). A Buffer is bound as binary by the driver: a third of the
 * work of text arrays for both sides, and a double arrives bit by bit as it left.
 * Form (array_recv): dimensions, has nulls, element type; length and lower bound; then per element
 * its length (-1 for null) and bytes. Elements carry their type, so the cast must name the same one.
 */

const types = {
  uuid: 2950,
  text: 25,
  bytea: 17,
  int2: 21,
  int4: 23,
  float8: 701,
  timestamptz: 1184,
};

const header = 20;

/** Null elements are always allowed for: the flag only says that they may occur. */
function begin(type: keyof typeof types, count: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(header + bytes);
  buffer.writeInt32BE(count === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(types[type], 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return count === 0 ? buffer.subarray(0, 12) : buffer;
}

type Elements<T> = readonly (T | null)[];

/** UUIDs in their written form, hyphens included. */
export function uuidArray(values: Elements<string>): Buffer {
  const buffer = begin('uuid', values.length, values.length * 20);
  let end = header;
  for (const value of values) {
    if (value === null) {
      end = buffer.writeInt32BE(-1, end);
      continue;
    }
    const hex = value.replaceAll('-', '');
    end = buffer.writeInt32BE(16, end);
    if (buffer.write(hex, end, 16, 'hex') !== 16) throw new RangeError('not a UUID');
    end += 16;
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}

/** Text without NUL, which PostgreSQL cannot keep. */
export function textArray(values: Elements<string>): Buffer {
  let bytes = 0;
  // Three bytes for each UTF-16 unit is the most that UTF-8 takes.
  for (const value of values) bytes += 4 + (value === null ? 0 : value.length * 3);
  const buffer = begin('text', values.length, bytes);
  let end = header;
  for (const value of values) {
    if (value === null) {
      end = buffer.writeInt32BE(-1, end);
      continue;
    }
    const written = buffer.write(value, end + 4, 'utf8');
    buffer.writeInt32BE(written, end);
    end += 4 + written;
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}

export function byteArray(values: Elements<Uint8Array>): Buffer {
  let bytes = 0;
  for (const value of values) bytes += 4 + (value?.length ?? 0);
  const buffer = begin('bytea', values.length, bytes);
  let end = header;
  for (const value of values) {
    end = buffer.writeInt32BE(value?.length ?? -1, end);
    if (value === null) continue;
    buffer.set(value, end);
    end += value.length;
  }
  return buffer;
}

export function doubleArray(values: Elements<number>): Buffer {
  const buffer = begin('float8', values.length, values.length * 12);
  let end = header;
  for (const value of values) {
    if (value === null) end = buffer.writeInt32BE(-1, end);
    else end = buffer.writeDoubleBE(value, buffer.writeInt32BE(8, end));
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}

export function smallintArray(values: Elements<number>): Buffer {
  const buffer = begin('int2', values.length, values.length * 6);
  let end = header;
  for (const value of values) {
    if (value === null) end = buffer.writeInt32BE(-1, end);
    else end = buffer.writeInt16BE(value, buffer.writeInt32BE(2, end));
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}

export function integerArray(values: Elements<number>): Buffer {
  const buffer = begin('int4', values.length, values.length * 8);
  let end = header;
  for (const value of values) {
    if (value === null) end = buffer.writeInt32BE(-1, end);
    else end = buffer.writeInt32BE(value, buffer.writeInt32BE(4, end));
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}

/** PostgreSQL counts microseconds since 2000-01-01 UTC. */
const epoch2000 = Date.UTC(2000, 0, 1);
const wordSize = 2 ** 32;

/** Instants given as milliseconds since 1970 UTC. */
export function instantArray(values: Elements<number>): Buffer {
  const buffer = begin('timestamptz', values.length, values.length * 12);
  let end = header;
  for (const value of values) {
    if (value === null) {
      end = buffer.writeInt32BE(-1, end);
      continue;
    }
    const microseconds = (value - epoch2000) * 1000;
    const high = Math.floor(microseconds / wordSize);
    end = buffer.writeInt32BE(8, end);
    end = buffer.writeInt32BE(high, end);
    end = buffer.writeUInt32BE(microseconds - high * wordSize, end);
  }
  return buffer.subarray(0, Math.min(end, buffer.length));
}
