import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';

import { usePlatformWords } from './platform-words.ts';

interface ChangeChoiceProps<T extends string> {
  /** What is chosen, and of what: read aloud with the list. */
  readonly label: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly word: (value: T) => string;
  /** Undefined: the reader may only look. */
  readonly onSave: ((value: T) => Promise<unknown>) | undefined;
}

/** A coded value that can be changed in two steps: arrow keys in an open list must not write by themselves. */
export function ChangeChoice<T extends string>(props: ChangeChoiceProps<T>) {
  const { label, value, values, word, onSave } = props;
  const t = usePlatformWords();
  const [chosen, setChosen] = useState<T>();
  const [busy, setBusy] = useState(false);
  if (chosen === undefined || onSave === undefined) {
    return (
      <Group gap="xs" wrap="nowrap">
        <Text size="sm">{word(value)}</Text>
        {onSave && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('change')}: ${label}`}
            onClick={() => setChosen(value)}
          >
            {t('change')}
          </Button>
        )}
      </Group>
    );
  }
  const save = () => {
    setBusy(true);
    const close = () => {
      setBusy(false);
      setChosen(undefined);
    };
    // A refusal is shown as a notice; the list stays open for another try.
    onSave(chosen).then(close, () => setBusy(false));
  };
  return (
    <Group gap="xs">
      <NativeSelect
        size="xs"
        aria-label={label}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it stands where the button just pressed was
        autoFocus
        value={chosen}
        data={values.map((one) => ({ value: one, label: word(one) }))}
        onChange={(event) => {
          const next = values.find((one) => one === event.currentTarget.value);
          if (next !== undefined) setChosen(next);
        }}
      />
      <Button size="xs" loading={busy} onClick={save}>
        {t('save')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setChosen(undefined)}>
        {t('cancel')}
      </Button>
    </Group>
  );
}
