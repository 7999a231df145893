import { Checkbox, Table, TextInput } from '@mantine/core';

import { localeOf, useLanguage } from '../../../platform/web/language.ts';
import type { CalendarView } from '../../contract/calendar.ts';
import { useCalendarWords } from './calendar-words.ts';

type Hours = CalendarView['hours'];

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const midnight = '24:00';

interface HoursFieldsProps {
  readonly hours: Hours;
  readonly disabled: boolean;
  readonly onChange: (hours: Hours) => void;
}

/** When each day of the week opens and closes; a day without hours is closed. */
export function HoursFields({ hours, disabled, onChange }: HoursFieldsProps) {
  const t = useCalendarWords();
  const locale = localeOf(useLanguage());
  const set = (weekday: number, change: Partial<Hours[number]> | null) => {
    const others = hours.filter((one) => one.weekday !== weekday);
    const before = hours.find((one) => one.weekday === weekday);
    const own = { weekday, opens: '08:00', closes: '17:00', ...before, ...change };
    const next = change === null ? others : [...others, own];
    onChange(next.toSorted((one, other) => one.weekday - other.weekday));
  };
  return (
    <Table.ScrollContainer minWidth={340}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('weekday')}</Table.Th>
            <Table.Th>{t('opens')}</Table.Th>
            <Table.Th>{t('closes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {weekdays.map((weekday) => {
            const own = hours.find((one) => one.weekday === weekday);
            // 2 January 2023 was a Monday.
            const day = new Date(Date.UTC(2023, 0, 1 + weekday)).toLocaleDateString(locale, {
              weekday: 'long',
              timeZone: 'UTC',
            });
            return (
              <Table.Tr key={weekday}>
                <Table.Td>
                  <Checkbox
                    label={day}
                    disabled={disabled}
                    checked={own !== undefined}
                    onChange={(event) => set(weekday, event.currentTarget.checked ? {} : null)}
                  />
                </Table.Td>
                {(['opens', 'closes'] as const).map((end) => (
                  <Table.Td key={end}>
                    {own && (
                      <TextInput
                        type="time"
                        required
                        disabled={disabled}
                        aria-label={t(`${end}Of`, { day })}
                        value={own[end] === midnight ? '00:00' : own[end]}
                        onChange={(event) => {
                          const { value } = event.currentTarget;
                          // A day that closes at midnight closes at its end, not at its beginning.
                          const late = end === 'closes' && value === '00:00';
                          set(weekday, { [end]: late ? midnight : value });
                        }}
                      />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
