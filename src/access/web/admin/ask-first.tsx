import { Modal, Text } from '@mantine/core';

import type { Problem } from '../../../platform/core/problem.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';

interface AskFirstProps {
  readonly title: string;
  readonly question: string;
  readonly act: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onAct: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Says what is going to happen before something that cannot simply be taken back. */
export function AskFirst({ title, question, act, busy, problem, onAct, onClose }: AskFirstProps) {
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false}>
      <FormFrame submit={act} busy={busy} problem={problem} onSubmit={onAct} onCancel={onClose}>
        <Text>{question}</Text>
      </FormFrame>
    </Modal>
  );
}
