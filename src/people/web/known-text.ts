/** What was typed into a field, or null while it is empty: unknown, never an empty text. */
export function knownText(typed: string): string | null {
  const text = typed.trim();
  return text === '' ? null : text;
}
