import type { Language, Text } from '../../platform/core/text.ts';
import { isCoded, type CodedStatement, type Statement, type Wording } from './statement.ts';

export const sbarSections = ['situation', 'background', 'assessment', 'recommendation'] as const;
export type SbarSection = (typeof sbarSections)[number];

/** Situation, background, assessment, recommendation: each a list of statements, not of sentences. */
export type Sbar = Readonly<Record<SbarSection, readonly Statement[]>>;

const headings: Readonly<Record<SbarSection, Text>> = {
  situation: { en: 'Situation', es: 'Situación' },
  background: { en: 'Background', es: 'Antecedentes' },
  assessment: { en: 'Assessment', es: 'Evaluación' },
  recommendation: { en: 'Recommendation', es: 'Recomendación' },
};

/**
 * One statement in words. Free text stays as it was written. A code that this release cannot word is
 * shown as the code with its figures: never left out.
 */
export function renderStatement(
  statement: Statement,
  language: Language,
  wording: Wording,
): string {
  if (!isCoded(statement)) return statement.text;
  return wording.render(statement, language) ?? unworded(statement);
}

/** The whole SBAR as text, one line per statement; free text is marked with its language. */
export function renderSbar(sbar: Sbar, language: Language, wording: Wording): string {
  const lines = sbarSections.flatMap((section) => [
    `${headings[section][language]}:`,
    ...sbar[section].map((statement) => `- ${lineOf(statement, language, wording)}`),
  ]);
  return lines.join('\n');
}

/**
 * Reads a rendered SBAR back into its statements: the inverse of `renderSbar` for every statement that
 * the wording knows, and for free text. Throws on a line that is neither.
 */
export function parseSbar(text: string, language: Language, wording: Wording): Sbar {
  const sbar: Record<SbarSection, Statement[]> = {
    situation: [],
    background: [],
    assessment: [],
    recommendation: [],
  };
  let section: SbarSection | undefined;
  for (const line of text.split('\n')) {
    const heading = sbarSections.find((one) => line === `${headings[one][language]}:`);
    if (heading) {
      section = heading;
      continue;
    }
    if (!section || !line.startsWith('- '))
      throw new Error('A line of this SBAR belongs to no section.');
    sbar[section].push(parseLine(line.slice(2), language, wording));
  }
  return sbar;
}

// A newline within free text must not look like a statement of its own.
function lineOf(statement: Statement, language: Language, wording: Wording): string {
  if (isCoded(statement)) return renderStatement(statement, language, wording);
  const oneLine = statement.text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
  return `[${statement.language}] ${oneLine}`;
}

function parseLine(line: string, language: Language, wording: Wording): Statement {
  const free = /^\[(en|es)\] (.*)$/su.exec(line);
  if (free?.[2] !== undefined) {
    const text = free[2].replaceAll(/\\(.)/g, (_, escaped: string) =>
      escaped === 'n' ? '\n' : escaped,
    );
    return { language: free[1] as Language, text };
  }
  if (line.startsWith('[code] ')) return JSON.parse(line.slice('[code] '.length)) as CodedStatement;
  const statement = wording.parse(line, language);
  if (!statement) throw new Error('A line of this SBAR is no statement that is known.');
  return statement;
}

function unworded({ code, params }: CodedStatement): string {
  return `[code] ${JSON.stringify({ code, params })}`;
}
