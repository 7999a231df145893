import { Button, Group, Paper, Stack, Text } from '@mantine/core';

import { formatSpan } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { Priority } from '../../../work/core/finding.ts';
import { PriorityBadge } from '../../../work/web/priority-badge.tsx';
import type { AlertView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { AlertExplanation } from './alert-explanation.tsx';

interface AlertRowProps {
  readonly alert: AlertView;
  readonly zone: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** One episode: what was found, since when, and on demand why. */
export function AlertRow({ alert, zone, open, onToggle }: AlertRowProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const worst = say(alert.worst);
  const latest = say(alert.latest);
  return (
    <Paper withBorder p="sm" data-state={alert.state}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start">
          <Group gap="sm" align="flex-start" wrap="nowrap" style={{ flex: '1 1 260px' }}>
            <PriorityBadge priority={alert.priority as Priority} short />
            <Stack gap={0}>
              <Text fw={650}>{alert.state === 'active' ? latest : worst}</Text>
              {alert.state === 'active' && worst !== latest && (
                <Text size="sm">{t('alerts.worst', { worst })}</Text>
              )}
              <When alert={alert} zone={zone} />
            </Stack>
          </Group>
          <Button
            variant="default"
            size="xs"
            aria-expanded={open}
            leftSection={<Icon name={open ? 'up' : 'question'} size={16} />}
            onClick={onToggle}
          >
            {open ? t('alerts.closeWhy') : t('alerts.why')}
          </Button>
        </Group>
        {open && <AlertExplanation alertId={alert.id} patientId={alert.patientId} zone={zone} />}
      </Stack>
    </Paper>
  );
}

function When({ alert, zone }: Pick<AlertRowProps, 'alert' | 'zone'>) {
  const t = useMonitoringWords();
  const now = useNow(60);
  const { clearedAt, recheckDueAt, occurrences } = alert;
  const left = recheckDueAt === null ? 0 : Date.parse(recheckDueAt) - now;
  return (
    <Text size="sm" c="gray.8">
      <PatientTime at={alert.openedAt} zone={zone} />
      {clearedAt !== null && (
        <>
          {' – '}
          <PatientTime at={clearedAt} zone={zone} />
        </>
      )}
      {` · ${t('alerts.occurrences', { count: occurrences })}`}
      {alert.unconfirmed && ` · ${t('alerts.unconfirmed')}`}
      {alert.state === 'active' && alert.needsPerson && ` · ${t('alerts.needsPerson')}`}
      {alert.state === 'active' && recheckDueAt !== null && (
        <Text span inherit fw={700} c={left < 0 ? 'red.9' : 'orange.9'}>
          {` · ${t(left < 0 ? 'alerts.recheckLate' : 'alerts.recheckIn', { span: formatSpan(left) })}`}
        </Text>
      )}
    </Text>
  );
}
