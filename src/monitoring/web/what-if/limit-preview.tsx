import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { Icon } from '../../../platform/web/icon.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { previewLimit, type LimitPreview as Preview } from '../../contract/what-if.ts';
import { ChangedAlerts } from './changed-alerts.tsx';
import { useWhatIfWords } from './what-if-words.ts';

interface LimitPreviewProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly ruleId: string;
  readonly name: string;
  /** Undefined while no figure is entered. */
  readonly value: number | undefined;
  readonly unit: string;
}

/** What the last 90 days would have been with the limit that is being entered; computed when asked for. */
export function LimitPreview({ patientId, zone, ruleId, name, value, unit }: LimitPreviewProps) {
  const t = useWhatIfWords();
  const preview = useAct(previewLimit, { quiet: true, refresh: false });
  const asked = preview.variables?.body;
  // An answer about another figure than the one on screen would mislead.
  const current = asked?.value === value && asked?.unit === unit;
  const ask = () => {
    if (value === undefined) return;
    preview.mutate({ params: { id: patientId }, body: { ruleId, name, value, unit } });
  };
  return (
    <Stack gap="xs">
      <Group>
        <Button
          type="button"
          variant="default"
          size="compact-sm"
          disabled={value === undefined}
          loading={preview.isPending}
          onClick={ask}
        >
          {t('ask')}
        </Button>
      </Group>
      <div role="status">
        {current && preview.data && <Outcome preview={preview.data} zone={zone} />}
      </div>
      {current && preview.error && <ProblemNotice problem={preview.error} />}
    </Stack>
  );
}

function Outcome({ preview, zone }: { readonly preview: Preview; readonly zone: string }) {
  const t = useWhatIfWords();
  const [open, { toggle }] = useDisclosure();
  const { counts, changes, readings } = preview;
  if (readings === 0) return <Text size="sm">{t('noReadings')}</Text>;
  return (
    <Paper withBorder p="sm" bg="gray.0">
      <Text fw={600}>
        {[
          t('sum.asIs', { count: counts.asIs }),
          t('sum.changed', { count: counts.changed }),
          t('sum.gone', { count: counts.gone }),
          t('sum.new', { count: counts.new }),
          counts.priority > 0 && t('sum.priority', { count: counts.priority }),
          counts.moved > 0 && t('sum.moved', { count: counts.moved }),
        ]
          .filter(Boolean)
          .join(' ')}
      </Text>
      <Text size="sm">{t('basis', { count: readings })}</Text>
      {changes.length === 0 ? (
        <Text size="sm">{t('none')}</Text>
      ) : (
        <Button
          type="button"
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          leftSection={<Icon name={open ? 'up' : 'down'} size={14} />}
          onClick={toggle}
        >
          {t('list', { count: changes.length })}
        </Button>
      )}
      {open && (
        <ChangedAlerts changes={changes} zone={zone} label={t('list', { count: changes.length })} />
      )}
    </Paper>
  );
}
