import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { useMay } from '../../../access/web/session.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { Page } from '../../../platform/web/page.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { query, useAct } from '../../../platform/web/query.ts';
import { readCalendar, writeCalendar, type CalendarView } from '../../contract/calendar.ts';
import { useCalendarWords } from './calendar-words.ts';
import { HolidayFields } from './holiday-fields.tsx';
import { HoursFields } from './hours-fields.tsx';

/** Business hours and holidays, by which the slower clocks run. */
export function CalendarScreen() {
  const t = useCalendarWords();
  const calendar = useQuery(query(readCalendar, {}));
  return (
    <Page title={t('title')}>
      <Loaded from={calendar}>{(found) => <CalendarForm calendar={found} />}</Loaded>
    </Page>
  );
}

function CalendarForm({ calendar }: { readonly calendar: CalendarView }) {
  const t = useCalendarWords();
  const platform = usePlatformWords();
  const mayWrite = useMay()('calendar.write');
  const { zone, hours, holidays } = calendar;
  const draft = useDraft('calendar', { hours, holidays });
  const write = useAct(writeCalendar, { quiet: true });
  const { value } = draft;
  const send = async () => {
    await write.mutateAsync({ body: value });
    draft.clear();
    showDone(t('saved'));
  };
  const fields = (
    <Stack>
      <Text c="gray.8">{t('explain', { zone })}</Text>
      <Paper withBorder p="md" component="section">
        <Title order={2} size="h4">
          {t('hours')}
        </Title>
        <HoursFields
          hours={value.hours}
          disabled={!mayWrite}
          onChange={(next) => draft.set({ ...value, hours: next })}
        />
      </Paper>
      <Paper withBorder p="md" component="section">
        <Title order={2} size="h4" mb="xs">
          {t('holidays')}
        </Title>
        <HolidayFields
          holidays={value.holidays}
          disabled={!mayWrite}
          onChange={(next) => draft.set({ ...value, holidays: next })}
        />
      </Paper>
    </Stack>
  );
  if (!mayWrite) return fields;
  return (
    <FormFrame
      submit={platform('save')}
      busy={write.isPending}
      problem={write.error}
      onSubmit={send}
      draft={draft}
      // Escape keeps what was written; the button gives it up, and there is nothing to close.
      {...(draft.written && { onCancel: () => undefined })}
    >
      {fields}
    </FormFrame>
  );
}
