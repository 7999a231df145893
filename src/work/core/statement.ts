import type { Language } from '../../platform/core/text.ts';

export type Params = Readonly<Record<string, string | number>>;

/** A sentence as a code and its figures, so that both languages say the same. */
export interface CodedStatement {
  readonly code: string;
  readonly params: Params;
}

/** What somebody wrote, in the language they wrote it in; it is shown as it is, never translated. */
export interface FreeStatement {
  readonly language: Language;
  readonly text: string;
}

export type Statement = CodedStatement | FreeStatement;

/** Tells whether a statement is coded (and thus reads the same in both languages). */
export function isCoded(statement: Statement): statement is CodedStatement {
  return 'code' in statement;
}

/**
 * Puts codes into words and reads the words back. Each slice words its own codes: work the statements
 * of a hand-off, monitoring the findings. `undefined` means that the code or the text is not its own.
 */
export interface Wording {
  readonly render: (statement: CodedStatement, language: Language) => string | undefined;
  readonly parse: (text: string, language: Language) => CodedStatement | undefined;
}

/** One wording that asks each of the given ones in turn. */
export function combineWordings(wordings: readonly Wording[]): Wording {
  return {
    render: (statement, language) => firstOf(wordings, (one) => one.render(statement, language)),
    parse: (text, language) => firstOf(wordings, (one) => one.parse(text, language)),
  };
}

function firstOf<T>(
  wordings: readonly Wording[],
  ask: (one: Wording) => T | undefined,
): T | undefined {
  for (const wording of wordings) {
    const answer = ask(wording);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
