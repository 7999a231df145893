import { TextInput } from '@mantine/core';

import { useHandOffWords } from '../hand-off-words.ts';
import { Lines } from './lines.tsx';
import type { ContingencyDraft } from './offer-draft.ts';

interface ContingencyLinesProps {
  readonly value: readonly ContingencyDraft[];
  readonly onChange: (value: readonly ContingencyDraft[]) => void;
}

/** If this happens, then do that. */
export function ContingencyLines({ value, onChange }: ContingencyLinesProps) {
  const t = useHandOffWords();
  return (
    <Lines
      title={t('compose.contingency')}
      add={t('compose.addContingency')}
      value={value}
      blank={() => ({ condition: '', action: '' })}
      onChange={onChange}
    >
      {(line, change) => (
        <>
          <TextInput
            label={t('compose.condition')}
            required
            withAsterisk={false}
            maxLength={500}
            value={line.condition}
            onChange={(event) => change({ ...line, condition: event.currentTarget.value })}
          />
          <TextInput
            label={t('compose.action')}
            required
            withAsterisk={false}
            maxLength={500}
            value={line.action}
            onChange={(event) => change({ ...line, action: event.currentTarget.value })}
          />
        </>
      )}
    </Lines>
  );
}
