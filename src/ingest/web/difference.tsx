import { Alert, List, Stack, Text, Title } from '@mantine/core';

import { formatDay, ownZone } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import type { Difference } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';
import { ReadingTable } from './recent-readings.tsx';

interface DifferenceViewProps {
  readonly difference: Difference;
  readonly zone: string | undefined;
}

/** What a decision changed for the patient: the chart, alerts, days with data. */
export function DifferenceView({ difference, zone = ownZone() }: DifferenceViewProps) {
  const t = useQuarantineWords();
  const say = useSay();
  const language = useLanguage();
  const { readings, alerts, daysGained, daysLost } = difference;
  const listed = (days: readonly string[]) =>
    days.map((day) => formatDay(day, language)).join(', ');
  return (
    <Alert
      role="status"
      color="teal"
      icon={<Icon name="check" />}
      title={t('changed.title')}
      styles={{ title: { color: 'var(--mantine-color-black)' } }}
    >
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5">
            {t('changed.readings')}
          </Title>
          <ReadingTable readings={readings} zone={zone} />
        </div>
        <div>
          <Title order={2} size="h5">
            {t('changed.alerts')}
          </Title>
          {alerts.length === 0 && <Text>{t('changed.noAlerts')}</Text>}
          <List>
            {alerts.map((alert) => (
              <List.Item key={`${alert.ruleId} ${alert.change}`}>
                <b>{t(`changed.${alert.change}`)}</b>: {say(alert.text)}
              </List.Item>
            ))}
          </List>
        </div>
        <div>
          <Title order={2} size="h5">
            {t('changed.days')}
          </Title>
          {daysGained.length + daysLost.length === 0 && <Text>{t('changed.noDays')}</Text>}
          {daysGained.length > 0 && (
            <Text>{t('changed.gained', { days: listed(daysGained) })}</Text>
          )}
          {daysLost.length > 0 && <Text>{t('changed.lost', { days: listed(daysLost) })}</Text>}
          <Text>{t('changed.averages')}</Text>
        </div>
      </Stack>
    </Alert>
  );
}
