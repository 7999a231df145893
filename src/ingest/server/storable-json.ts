const longest = 4_000;

/**
 * What a source sent, as text that a jsonb column takes. PostgreSQL refuses NUL and halves of
 * surrogate pairs even when escaped, and very deep nesting: such a thing is kept as a string that
 * shows it. Long ones are cut; the whole delivery is kept beside.
 */
export function storableJson(value: unknown): string | null {
  const text = stringify(value);
  if (text === undefined) return null;
  if (text.length > longest) return JSON.stringify({ cut: visible(text.slice(0, longest)) });
  const refused = /\\u0000|\\ud[89a-f]/i.test(text) || depthOf(text) > 50;
  return refused ? JSON.stringify({ asText: visible(text) }) : text;
}

/** Backslashes are doubled by writing it as a string; a cut may still leave half a pair. */
function visible(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack; the delivery itself is kept.
    return '"…"';
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
