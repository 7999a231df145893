import type { Statement } from './statement.ts';

export const sbarSections = ['situation', 'background', 'assessment', 'recommendation'] as const;
export type SbarSection = (typeof sbarSections)[number];

/** Situation, background, assessment, recommendation: each a list of statements, not of sentences. */
export type Sbar = Readonly<Record<SbarSection, readonly Statement[]>>;
