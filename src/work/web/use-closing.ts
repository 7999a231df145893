import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { Problem } from '../../platform/core/problem.ts';
import { call } from '../../platform/web/api.ts';
import { useDraft, type Draft } from '../../platform/web/drafts.ts';
import { usePlatformWords } from '../../platform/web/platform-words.ts';
import { refreshAll } from '../../platform/web/query.ts';
import { sendWithUndo } from '../../platform/web/undoable.ts';
import { resolveWork } from '../contract.ts';
import { workProblems } from '../core/problems.ts';
import type { CardFormProps } from './card-form.ts';
import type { FollowUpDraft } from './follow-up-fields.tsx';
import { useWorkWords } from './work-words.ts';

export interface ClosingDraft {
  readonly disposition: string;
  readonly note: string;
  readonly followUp: FollowUpDraft | null;
}

interface Closing {
  readonly draft: Draft<ClosingDraft>;
  readonly problem: Problem | null;
  /** Goes on at once; the server hears of it when the time to undo is over. */
  readonly close: () => void;
}

const blank: ClosingDraft = { disposition: '', note: '', followUp: null };

/**
 * Closing a card. It rests on what was on screen when the form was opened: should something worse come
 * in until it is sent, the server refuses and the person is led back.
 */
export function useClosing({ item, onDone, onBack }: CardFormProps): Closing {
  const t = useWorkWords();
  const words = usePlatformWords();
  const client = useQueryClient();
  const draft = useDraft(`resolve:${item.id}`, blank);
  const [version, setVersion] = useState(item.version);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { disposition, note, followUp } = draft.value;
  function close() {
    if (version !== item.version) {
      setVersion(item.version);
      setProblem(workProblems['work.evidence-changed']());
      return;
    }
    const body = { version, disposition, note: note.trim(), ...(followUp && { followUp }) };
    void sendWithUndo({
      subject: item.id,
      done: t('actions.done.resolve'),
      undo: words('undo'),
      back: onBack,
      send: async (leaving) => {
        await call(resolveWork, { params: { id: item.id }, body }, { leaving });
        draft.clear();
        await refreshAll(client);
      },
    });
    onDone();
  }
  return { draft, problem, close };
}
