import { platformProblems, Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import { createStore } from './store.ts';

/** Something said in passing: what was refused, or what was done and can be undone for a moment. */
export interface Notice {
  readonly id: string;
  readonly kind: 'problem' | 'done';
  /** In both languages for problems; what was done is said once, in the language it was done in. */
  readonly title: Text | undefined;
  readonly message: Text | string;
  readonly undo: { readonly label: string; readonly run: () => void } | undefined;
}

const atMost = 3;
const problemSeconds = 12;

export const notices = createStore<readonly Notice[]>([]);

/** Says why something was refused and what to do next. */
export function showProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : platformProblems['server.failed']({}, error);
  const { title, advice } = problem.definition;
  show({ kind: 'problem', title, message: advice, undo: undefined }, problemSeconds);
}

/** Says that something was done, with a way back for as long as there is one. */
export function showDone(message: string, undo?: Notice['undo'], seconds = 4): void {
  show({ kind: 'done', title: undefined, message, undo }, seconds);
}

export function hideNotice(id: string): void {
  notices.set(notices.get().filter((one) => one.id !== id));
}

function show(notice: Omit<Notice, 'id'>, seconds: number): void {
  const id = crypto.randomUUID();
  notices.set([...notices.get(), { ...notice, id }].slice(-atMost));
  window.setTimeout(() => hideNotice(id), seconds * 1_000);
}
