import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Loaded } from '../../platform/web/loaded.tsx';
import { useLanguage } from '../../platform/web/language.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import { query } from '../../platform/web/query.ts';
import { readWorkHistory, type WorkEventView } from '../contract.ts';
import { eventTitle, eventWords, type StepText } from './event-title.ts';
import { useWorkWords } from './work-words.ts';

interface WorkHistoryProps {
  readonly itemId: string;
  /** Zone of the patient, or the reader's own when there is none. */
  readonly zone: string;
  readonly stepText: StepText;
}

/** Everything that happened to a card, the newest first. */
export function WorkHistory({ itemId, zone, stepText }: WorkHistoryProps) {
  const t = useWorkWords();
  const history = useQuery(query(readWorkHistory, { params: { id: itemId } }, ['work']));
  return (
    <Loaded from={history}>
      {({ events }) => (
        <List listStyleType="none" spacing="xs">
          {events.length === 0 && <Text size="sm">{t('history.empty')}</Text>}
          {events.toReversed().map((event) => (
            <HistoryEntry key={event.number} event={event} zone={zone} stepText={stepText} />
          ))}
        </List>
      )}
    </Loaded>
  );
}

interface HistoryEntryProps extends Omit<WorkHistoryProps, 'itemId'> {
  readonly event: WorkEventView;
}

function HistoryEntry({ event, zone, stepText }: HistoryEntryProps) {
  const t = useWorkWords();
  const language = useLanguage();
  return (
    <List.Item>
      <Text size="sm" fw={600}>
        {eventTitle(event, language, stepText)}
      </Text>
      {eventWords(event).map((words) => (
        <Text key={words} size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {words}
        </Text>
      ))}
      <Text size="xs" c="gray.7">
        <PatientTime at={event.at} zone={zone} />
        {event.actor && ` ${t('history.by', { who: event.actor.name })}`}
      </Text>
    </List.Item>
  );
}
