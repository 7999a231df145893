import { Button, Group, Stack, TextInput } from '@mantine/core';

import { serverNow } from '../../platform/web/connection.ts';
import { localInput, tomorrowMorning } from './until.ts';
import { useWorkWords } from './work-words.ts';

interface UntilFieldProps {
  /** As the field of the browser holds it: `2026-11-21T15:30`, the reader's own time. */
  readonly value: string;
  readonly longestMinutes: number;
  readonly onChange: (value: string) => void;
}

const quickMinutes = [15, 30, 60, 120, 240];

/** A moment to come back: one press for the usual ones, the browser's own field for any other. */
export function UntilField({ value, longestMinutes, onChange }: UntilFieldProps) {
  const t = useWorkWords();
  const now = serverNow();
  const latest = now + longestMinutes * 60_000;
  const morning = tomorrowMorning(now);
  return (
    <Stack gap={6}>
      <TextInput
        type="datetime-local"
        label={t('form.until')}
        required
        withAsterisk={false}
        min={localInput(now)}
        max={localInput(latest)}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap={6}>
        {quickMinutes
          .filter((minutes) => minutes <= longestMinutes)
          .map((minutes) => (
            <Button
              key={minutes}
              variant="default"
              size="compact-sm"
              onClick={() => onChange(localInput(now + minutes * 60_000))}
            >
              {minutes < 60
                ? t('form.quick.minutes', { count: minutes })
                : t('form.quick.hours', { count: minutes / 60 })}
            </Button>
          ))}
        {morning <= latest && (
          <Button variant="default" size="compact-sm" onClick={() => onChange(localInput(morning))}>
            {t('form.quick.morning')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
