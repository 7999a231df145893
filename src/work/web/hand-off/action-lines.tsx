import { TextInput } from '@mantine/core';

import { serverNow } from '../../../platform/web/connection.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import { localInput } from '../until.ts';
import { Lines } from './lines.tsx';
import type { ActionDraft } from './offer-draft.ts';

interface ActionLinesProps {
  readonly value: readonly ActionDraft[];
  readonly onChange: (value: readonly ActionDraft[]) => void;
}

const anHourMs = 3_600_000;

/** What is to be done, by whom, by when. */
export function ActionLines({ value, onChange }: ActionLinesProps) {
  const t = useHandOffWords();
  return (
    <Lines
      title={t('compose.actions')}
      add={t('compose.addAction')}
      value={value}
      blank={() => ({ what: '', owner: '', dueAt: localInput(serverNow() + anHourMs) })}
      onChange={onChange}
    >
      {(line, change) => (
        <>
          <TextInput
            label={t('compose.what')}
            required
            withAsterisk={false}
            maxLength={500}
            value={line.what}
            onChange={(event) => change({ ...line, what: event.currentTarget.value })}
          />
          <TextInput
            label={t('compose.owner')}
            required
            withAsterisk={false}
            maxLength={500}
            value={line.owner}
            onChange={(event) => change({ ...line, owner: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('compose.dueAt')}
            required
            withAsterisk={false}
            value={line.dueAt}
            onChange={(event) => change({ ...line, dueAt: event.currentTarget.value })}
          />
        </>
      )}
    </Lines>
  );
}
