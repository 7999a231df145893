/** How a reference to a patient can be looked up. */
export interface PatientReference {
  /** As it was written. */
  readonly reference: string;
  /** When it has the form of an id, in lower case. */
  readonly id: string | null;
  readonly system: string | null;
  readonly value: string;
}

const longest = 500;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a reference: an id, "Patient/<id>", "urn:uuid:<id>", `system|value`, or a bare identifier.
 * Null when it cannot be one (empty, too long, or with characters that no database keeps).
 */
export function readReference(reference: string): PatientReference | null {
  if (reference.length > longest || /\p{Cc}/u.test(reference) || !reference.isWellFormed())
    return null;
  const written = reference.trim().replace(/^(Patient\/|urn:uuid:)/, '');
  if (written === '') return null;
  const bar = written.indexOf('|');
  const system = bar > 0 ? written.slice(0, bar) : null;
  const value = bar >= 0 ? written.slice(bar + 1) : written;
  if (value === '') return null;
  const id = bar < 0 && uuidForm.test(value) ? value.toLowerCase() : null;
  return { reference, id, system, value };
}
