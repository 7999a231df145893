import type { Reference } from './shapes.ts';

/** What a reference points at, in every way that it may be found. */
export interface Target {
  /** Keys to look up, most exact first: "id", "urn:uuid:…" or "system|value". */
  readonly keys: readonly string[];
  readonly type: string | null;
  readonly display: string | null;
}

/**
 * Reads a reference: relative ("Patient/1"), absolute (its last two segments), "urn:uuid:…",
 * conditional ("Practitioner?identifier=system|value") or by identifier alone.
 */
export function readTarget(reference: Reference | undefined): Target | null {
  if (!reference) return null;
  const written = reference.reference?.trim() ?? '';
  const { type, key } = readLiteral(written);
  const { system, value } = reference.identifier ?? {};
  const keys = [key, system && value ? `${system}|${value}` : null].filter((one) => one !== null);
  const display = reference.display?.trim() ?? '';
  if (keys.length === 0 && display === '') return null;
  return { keys, type, display: display === '' ? null : display };
}

function readLiteral(written: string): { type: string | null; key: string | null } {
  if (/^urn:(uuid|oid):/i.test(written)) return { type: null, key: written };
  const [, conditionalType, query] = /^([A-Z]\w*)\?identifier=(.+)$/.exec(written) ?? [];
  if (conditionalType && query) return { type: conditionalType, key: unescapeQuery(query) };
  const literal = /(?:^|\/)([A-Z]\w*)\/([^/?#|]+)(?:\/_history\/[^/]+)?$/.exec(written);
  return { type: literal?.[1] ?? null, key: literal?.[2] ?? null };
}

function unescapeQuery(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}
