import { isStorableText } from '../../vitals/core/storable-text.ts';
import { fhirProblems } from './problems.ts';

/** Where a page ended, as the paging link carries it: opaque, and without anything about the patient's health. */
export function writeCursor(parts: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The last millisecond that a Date can be; numbers of cursors are instants. */
const furthestInstant = 8.64e15;

/** Reads a cursor whose parts have these types; throws `fhir.parameter-invalid` for anything else. */
export function readCursor<const T extends readonly ('string' | 'number')[]>(
  written: string,
  types: T,
): { [place in keyof T]: T[place] extends 'number' ? number : string } {
  const parts = parse(written);
  const isPart = (part: unknown, place: number) =>
    typeof part === types[place] &&
    (typeof part === 'number' ? Math.abs(part) <= furthestInstant : isStorableText(String(part)));
  if (parts?.length !== types.length || !parts.every(isPart)) {
    throw fhirProblems['fhir.parameter-invalid']({ parameter: '_cursor' });
  }
  return parts as { [place in keyof T]: T[place] extends 'number' ? number : string };
}

function parse(written: string): readonly unknown[] | undefined {
  try {
    const binary = atob(written.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.codePointAt(0) ?? 0);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Array.isArray(value) ? value : undefined;
  } catch {
    // Whatever was written into the address by hand: the caller refuses it.
    return undefined;
  }
}
