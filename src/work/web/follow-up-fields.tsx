import { Checkbox, Fieldset, TextInput } from '@mantine/core';

import { serverNow } from '../../platform/web/connection.ts';
import { dayAfter } from './until.ts';
import { useWorkWords } from './work-words.ts';

export interface FollowUpDraft {
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  readonly reason: string;
}

interface FollowUpFieldsProps {
  readonly required: boolean;
  /** Days after which one usually comes back. */
  readonly days: number;
  readonly value: FollowUpDraft | null;
  readonly onChange: (value: FollowUpDraft | null) => void;
}

/** The promise to come back: on which day, and what for. */
export function FollowUpFields({ required, days, value, onChange }: FollowUpFieldsProps) {
  const t = useWorkWords();
  const today = dayAfter(serverNow(), 0);
  return (
    <Fieldset legend={t('form.followUp')} p="sm">
      {!required && (
        <Checkbox
          label={t('form.followUpAdd')}
          checked={value !== null}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked
                ? { dueOn: dayAfter(serverNow(), days), reason: '' }
                : null,
            )
          }
        />
      )}
      {value && (
        <>
          <TextInput
            type="date"
            label={t('form.followUpOn')}
            required
            withAsterisk={false}
            min={today}
            value={value.dueOn}
            onChange={(event) => onChange({ ...value, dueOn: event.currentTarget.value })}
          />
          <TextInput
            label={t('form.followUpWhy')}
            required
            withAsterisk={false}
            maxLength={500}
            value={value.reason}
            onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
          />
        </>
      )}
    </Fieldset>
  );
}
