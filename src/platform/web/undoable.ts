import { showDone, showProblem } from './notices.ts';
import { createStore, useStore } from './store.ts';

/** Something a person decided that is sent in a moment, and can be taken back until then. */
export interface Undoable {
  /** What it is about, so that lists can leave it out meanwhile. */
  readonly subject: string;
  readonly done: string;
  readonly undo: string;
  /** Sends it; `leaving` when the page is about to go away. */
  readonly send: (leaving: boolean) => Promise<unknown>;
  /** Leads back to where it was decided: after undo, or when sending was refused. */
  readonly back: () => void;
}

export const undoSeconds = 6;

const pending = createStore<Undoable | undefined>(undefined);
let timer: number | undefined;

/**
 * Waits a few seconds before sending, so that a slip of the hand can be undone. Only for decisions
 * that do no harm when they are never sent: should this machine die meanwhile, the work stays open.
 */
export async function sendWithUndo(undoable: Undoable): Promise<void> {
  await flushUndoable();
  pending.set(undoable);
  timer = window.setTimeout(() => void flushUndoable(), undoSeconds * 1_000);
  showDone(
    undoable.done,
    {
      label: undoable.undo,
      run: () => {
        if (pending.get() !== undoable) return;
        window.clearTimeout(timer);
        pending.set(undefined);
        undoable.back();
      },
    },
    undoSeconds,
  );
}

/** Sends now what still waits. */
export async function flushUndoable(leaving = false): Promise<void> {
  const undoable = pending.get();
  if (!undoable) return;
  window.clearTimeout(timer);
  pending.set(undefined);
  try {
    await undoable.send(leaving);
  } catch (error) {
    showProblem(error);
    undoable.back();
  }
}

/** The subject of what still waits to be sent. */
export function usePendingSubject(): string | undefined {
  return useStore(pending)?.subject;
}

/** A page that goes away sends what waits. */
export function startUndoable(): void {
  window.addEventListener('pagehide', () => void flushUndoable(true));
}
