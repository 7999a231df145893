/**
 * Array parameters in PostgreSQL's binary form, for statements that carry hundreds of rows
 * (`unnest($1::uuid[], $2::float8[] …)`). A Buffer is bound as binary by the driver: a third of the
 * work of text arrays for both sides, and a double arrives bit by bit as it left.
 * Form (array_recv): dimensions, has nulls, element type; length and lower bound; then per element
 * its length (-1 for null) and bytes. Elements carry their type, so the cast must name the same one.
 * Each function takes a list of values, or rows and what to take of each: no list for every column.
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
/** Marks a null in the place of an element's length. */
const nothing = -1;

type Pick<Row, Value> = (row: Row) => Value | null;

function itself<Value>(value: Value): Value {
  return value;
}

interface Target {
  readonly buffer: Buffer;
  readonly view: DataView;
}

function begin(type: keyof typeof types, count: number, bytes: number): Target {
  const buffer = Buffer.allocUnsafe(header + bytes);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  view.setInt32(0, count === 0 ? 0 : 1);
  // Only says that nulls may occur.
  view.setInt32(4, 1);
  view.setInt32(8, types[type]);
  view.setInt32(12, count);
  view.setInt32(16, 1);
  return { buffer, view };
}

/** An array without elements has no dimension, so nothing follows its type. */
function finish({ buffer }: Target, count: number, end: number): Buffer {
  return buffer.subarray(0, count === 0 ? 12 : end);
}

/** Elements of one fixed size. */
function fixedArray<Value>(
  type: keyof typeof types,
  size: number,
  rows: readonly unknown[],
  pick: Pick<never, Value>,
  put: (view: DataView, at: number, value: Value) => void,
): Buffer {
  const target = begin(type, rows.length, rows.length * (4 + size));
  const { view } = target;
  let end = header;
  for (const row of rows) {
    const value = pick(row as never);
    view.setInt32(end, value === null ? nothing : size);
    end += 4;
    if (value === null) continue;
    put(view, end, value);
    end += size;
  }
  return finish(target, rows.length, end);
}

const dash = 45;
const digits = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  digits[digit.toString(16).charCodeAt(0)] = digit;
  digits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

function putUuid(view: DataView, at: number, value: string): void {
  let end = at;
  for (let place = 0; place < value.length; place += 2) {
    if (value.charCodeAt(place) === dash) place += 1;
    const high = digits[value.charCodeAt(place)] ?? -1;
    const low = digits[value.charCodeAt(place + 1)] ?? -1;
    if (high < 0 || low < 0 || end === at + 16) throw new RangeError('not a UUID');
    view.setUint8(end, high * 16 + low);
    end += 1;
  }
  if (end !== at + 16) throw new RangeError('not a UUID');
}

/** UUIDs in their written form, hyphens included. */
export function uuidArray(values: readonly (string | null)[]): Buffer;
export function uuidArray<Row>(rows: readonly Row[], pick: Pick<Row, string>): Buffer;
export function uuidArray(rows: readonly unknown[], pick: Pick<never, string> = itself): Buffer {
  return fixedArray('uuid', 16, rows, pick, putUuid);
}

/** Text without NUL, which PostgreSQL cannot keep. */
export function textArray(values: readonly (string | null)[]): Buffer;
export function textArray<Row>(rows: readonly Row[], pick: Pick<Row, string>): Buffer;
export function textArray(rows: readonly unknown[], pick: Pick<never, string> = itself): Buffer {
  let bytes = 0;
  // Three bytes for each UTF-16 unit is the most that UTF-8 takes.
  for (const row of rows) bytes += 4 + (pick(row as never)?.length ?? 0) * 3;
  const target = begin('text', rows.length, bytes);
  let end = header;
  for (const row of rows) {
    const value = pick(row as never);
    const written = value === null ? nothing : putText(target, end + 4, value);
    target.view.setInt32(end, written);
    end += 4 + Math.max(0, written);
  }
  return finish(target, rows.length, end);
}

/** Codes and ids are short and plain: quicker letter by letter than by a call out of JavaScript. */
const shortText = 48;

function putText({ buffer, view }: Target, at: number, value: string): number {
  if (value.length > shortText) return buffer.write(value, at, 'utf8');
  for (let place = 0; place < value.length; place++) {
    const code = value.charCodeAt(place);
    if (code > 127) return buffer.write(value, at, 'utf8');
    view.setUint8(at + place, code);
  }
  return value.length;
}

export function byteArray(values: readonly (Uint8Array | null)[]): Buffer;
export function byteArray<Row>(rows: readonly Row[], pick: Pick<Row, Uint8Array>): Buffer;
export function byteArray(
  rows: readonly unknown[],
  pick: Pick<never, Uint8Array> = itself,
): Buffer {
  let bytes = 0;
  for (const row of rows) bytes += 4 + (pick(row as never)?.length ?? 0);
  const target = begin('bytea', rows.length, bytes);
  let end = header;
  for (const row of rows) {
    const value = pick(row as never);
    target.view.setInt32(end, value?.length ?? nothing);
    end += 4;
    if (value === null) continue;
    target.buffer.set(value, end);
    end += value.length;
  }
  return finish(target, rows.length, end);
}

export function doubleArray(values: readonly (number | null)[]): Buffer;
export function doubleArray<Row>(rows: readonly Row[], pick: Pick<Row, number>): Buffer;
export function doubleArray(rows: readonly unknown[], pick: Pick<never, number> = itself): Buffer {
  return fixedArray('float8', 8, rows, pick, (view, at, value) => view.setFloat64(at, value));
}

export function smallintArray(values: readonly (number | null)[]): Buffer;
export function smallintArray<Row>(rows: readonly Row[], pick: Pick<Row, number>): Buffer;
export function smallintArray(
  rows: readonly unknown[],
  pick: Pick<never, number> = itself,
): Buffer {
  return fixedArray('int2', 2, rows, pick, (view, at, value) => view.setInt16(at, value));
}

export function integerArray(values: readonly (number | null)[]): Buffer;
export function integerArray<Row>(rows: readonly Row[], pick: Pick<Row, number>): Buffer;
export function integerArray(rows: readonly unknown[], pick: Pick<never, number> = itself): Buffer {
  return fixedArray('int4', 4, rows, pick, (view, at, value) => view.setInt32(at, value));
}

/** PostgreSQL counts microseconds since 2000-01-01 UTC. */
const epoch2000 = Date.UTC(2000, 0, 1);
const wordSize = 2 ** 32;

/** Instants given as milliseconds since 1970 UTC. */
export function instantArray(values: readonly (number | null)[]): Buffer;
export function instantArray<Row>(rows: readonly Row[], pick: Pick<Row, number>): Buffer;
export function instantArray(rows: readonly unknown[], pick: Pick<never, number> = itself): Buffer {
  return fixedArray('timestamptz', 8, rows, pick, (view, at, value) => {
    const microseconds = (value - epoch2000) * 1000;
    const high = Math.floor(microseconds / wordSize);
    view.setInt32(at, high);
    view.setUint32(at + 4, microseconds - high * wordSize);
  });
}
