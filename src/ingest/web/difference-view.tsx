import { Alert, List } from '@mantine/core';
import type { Static } from 'typebox';

import { formatDay } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import type { Difference } from '../contract.ts';
import { useEntryWords } from './entry/entry-words.ts';

interface DifferenceViewProps {
  readonly difference: Static<typeof Difference>;
}

/** What a release or a correction changed for the patient: alerts, and days with data. */
export function DifferenceView({ difference }: DifferenceViewProps) {
  const t = useEntryWords();
  const say = useSay();
  const language = useLanguage();
  const { alerts, daysGained, daysLost } = difference;
  const days = (list: readonly string[]) => ({
    count: list.length,
    days: list.map((day) => formatDay(day, language)).join(', '),
  });
  const lines = [
    ...alerts.map(({ change, text }) => t(`difference.change.${change}`, { text: say(text) })),
    ...(daysGained.length > 0 ? [t('difference.gained', days(daysGained))] : []),
    ...(daysLost.length > 0 ? [t('difference.lost', days(daysLost))] : []),
  ];
  return (
    <Alert
      role="status"
      color="teal"
      icon={<Icon name="check" />}
      title={t('difference.title')}
      styles={{ title: { color: 'var(--mantine-color-black)' } }}
    >
      {lines.length === 0 ? (
        t('difference.nothing')
      ) : (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
