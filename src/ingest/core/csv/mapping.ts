import { Type, type Static } from 'typebox';

import { strictObject } from '../../../platform/core/content.ts';
import { TextSchema } from '../../../platform/core/text.ts';
import { vitalKinds } from '../../../vitals/core/reading.ts';

const Column = Type.String({ minLength: 1, maxLength: 200 });
const Words = Type.String({ minLength: 1, maxLength: 200 });

/** A cell of the row, or the same for every row. */
const TextSource = Type.Union([
  strictObject({ column: Column }),
  strictObject({ constant: Words }),
]);

const ContextValue = Type.Union([Words, Type.Number(), Type.Boolean()]);

/** `codes` turns what a cell says into what we call it; a cell that it does not know is left out. */
const ContextSource = Type.Union([
  strictObject({ constant: ContextValue }),
  strictObject({ column: Column, codes: Type.Optional(Type.Record(Words, ContextValue)) }),
]);

const TimePart = strictObject({
  column: Column,
  /**
   * `iso` (the default), `epoch`, or a pattern of yyyy, MM, M, dd, d, HH, H, hh, h, mm, m, ss, s and a
   * (AM or PM) with anything between them.
   */
  format: Type.Optional(Words),
});

const ReadingSource = strictObject({
  kind: Type.Enum(vitalKinds),
  /** Column by component of the vital sign. */
  values: Type.Record(Type.String({ minLength: 1, maxLength: 64 }), Column),
  /** UCUM or a spelling that the vital sign accepts; never guessed. */
  unit: TextSource,
  context: Type.Optional(
    Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$' }), ContextSource),
  ),
  /** Only rows whose cell says one of these: for files with one measurement per row. */
  when: Type.Optional(
    strictObject({ column: Column, is: Type.Array(Words, { minItems: 1, maxItems: 50 }) }),
  ),
});

/** How the columns of a file become readings. */
export const CsvMapping = strictObject({
  title: TextSchema,
  /** Absent: found from the first lines. */
  delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'])),
  /** What stands between units and tenths. */
  decimal: Type.Optional(Type.Enum(['.', ','])),
  /** Cells that say that there is no value; an empty one always does. */
  missing: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 20 })),
  /** Absent: the patient is named when the file is imported. */
  patient: Type.Optional(strictObject({ column: Column, system: Type.Optional(Words) })),
  time: Type.Union([TimePart, strictObject({ date: TimePart, clock: TimePart })]),
  /** IANA zone of times without offset; absent: each patient's own. */
  zone: Type.Optional(Words),
  device: Type.Optional(TextSource),
  /** The source's own number of the row; absent: what the row says is its identity. */
  messageId: Type.Optional(strictObject({ column: Column })),
  /** Only what a device sent counts as transmitted. */
  origin: Type.Enum(['device', 'manual', 'import']),
  readings: Type.Array(ReadingSource, { minItems: 1, maxItems: 20 }),
});
export type CsvMapping = Static<typeof CsvMapping>;

/** Every column that a mapping reads: a file that lacks one is not the file it was made for. */
export function columnsOf(mapping: CsvMapping): readonly string[] {
  const columns: string[] = [];
  if (mapping.patient) columns.push(mapping.patient.column);
  if ('column' in mapping.time) columns.push(mapping.time.column);
  else columns.push(mapping.time.date.column, mapping.time.clock.column);
  if (mapping.device && 'column' in mapping.device) columns.push(mapping.device.column);
  if (mapping.messageId) columns.push(mapping.messageId.column);
  for (const { values, unit, context, when } of mapping.readings) {
    columns.push(...Object.values(values));
    if ('column' in unit) columns.push(unit.column);
    for (const source of Object.values(context ?? {})) {
      if ('column' in source) columns.push(source.column);
    }
    if (when) columns.push(when.column);
  }
  return [...new Set(columns)];
}
