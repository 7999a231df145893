import { Button, Group, Stack, Text, TextInput } from '@mantine/core';

import type { CalendarView } from '../../contract/calendar.ts';
import { useCalendarWords } from './calendar-words.ts';

type Holidays = CalendarView['holidays'];
type Holiday = Holidays[number];

interface HolidayFieldsProps {
  readonly holidays: Holidays;
  readonly disabled: boolean;
  readonly onChange: (holidays: Holidays) => void;
}

/** Days on which business hours do not run, named in both languages. */
export function HolidayFields({ holidays, disabled, onChange }: HolidayFieldsProps) {
  const t = useCalendarWords();
  const set = (index: number, change: Partial<Holiday>) =>
    onChange(holidays.map((one, place) => (place === index ? { ...one, ...change } : one)));
  const remove = (index: number) => onChange(holidays.filter((_, place) => place !== index));
  return (
    <Stack gap="xs">
      {holidays.length === 0 && <Text>{t('none')}</Text>}
      {holidays.map((holiday, index) => (
        // Rows have no identity but their place: two may be empty at once.
        // eslint-disable-next-line react/no-array-index-key -- see above
        <Group key={index} align="flex-end" gap="xs">
          <TextInput
            type="date"
            label={t('day')}
            required
            withAsterisk={false}
            disabled={disabled}
            value={holiday.day}
            onChange={(event) => set(index, { day: event.currentTarget.value })}
          />
          <TextInput
            label={t('english')}
            lang="en"
            required
            withAsterisk={false}
            disabled={disabled}
            value={holiday.name.en}
            onChange={(event) =>
              set(index, { name: { ...holiday.name, en: event.currentTarget.value } })
            }
          />
          <TextInput
            label={t('spanish')}
            lang="es"
            required
            withAsterisk={false}
            disabled={disabled}
            value={holiday.name.es}
            onChange={(event) =>
              set(index, { name: { ...holiday.name, es: event.currentTarget.value } })
            }
          />
          {!disabled && (
            <Button
              variant="default"
              aria-label={t('removeOf', { day: holiday.day })}
              onClick={() => remove(index)}
            >
              {t('remove')}
            </Button>
          )}
        </Group>
      ))}
      {!disabled && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange([...holidays, { day: '', name: { en: '', es: '' } }])}
        >
          {t('add')}
        </Button>
      )}
    </Stack>
  );
}
