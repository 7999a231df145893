/** A time as ISO 8601 (still without an offset where HL7 gave none), nothing, or something that is no time. */
export type Hl7Time = { readonly iso: string } | 'none' | 'invalid';

/** Year, month, day, hour, minute, second with fraction, offset: each only after the one before (HL7 v2, DTM). */
const form =
  /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{1,9})?)?)?)?)?)?([+-]\d{4})?$/;

/**
 * An HL7 date and time in ISO 8601, as precise as it was written. A day, or a day with an hour alone, is
 * given without time of day: a reading needs more, and is refused as incomplete.
 */
export function readHl7Time(text: string): Hl7Time {
  const written = text.trim();
  if (written === '') return 'none';
  const parts = form.exec(written);
  if (parts === null) return 'invalid';
  const [, year = '', month, day, hour, minute, second = '00', fraction = '', offset = ''] = parts;
  if (day === undefined || hour === undefined || minute === undefined) {
    return { iso: [year, month, day].filter((one) => one !== undefined).join('-') };
  }
  return { iso: `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}` };
}

/** The offset at the end of a time, as it holds for all times of its message that have none (MSH-7). */
export function offsetOf(text: string): string | undefined {
  return /\d([+-]\d{4})$/.exec(text.trim())?.[1];
}

/** A moment as HL7 writes it, in UTC. */
export function writeHl7Time(moment: Date): string {
  const digits = moment.toISOString().replaceAll(/[-:TZ]|\.\d+/g, '');
  return `${digits}+0000`;
}
