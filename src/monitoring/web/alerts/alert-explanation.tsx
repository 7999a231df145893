import { Alert, Divider, List, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { Reply } from '../../../platform/core/contract.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { query } from '../../../platform/web/query.ts';
import { readingText } from '../../../vitals/web/reading-text.ts';
import { useReadingWords } from '../../../vitals/web/reading-words.ts';
import { useVitals } from '../../../vitals/web/vitals-query.ts';
import { explainAlertRoute } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { useCodeWords } from '../code-words.ts';

interface AlertExplanationProps {
  readonly alertId: string;
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
}

type Explained = Reply<typeof explainAlertRoute>;

/** Why an alert is there: rule, source and limit in sentences, the readings it rests on, and the replay. */
export function AlertExplanation({ alertId, patientId, zone }: AlertExplanationProps) {
  const explained = useQuery(
    query(explainAlertRoute, { params: { id: alertId } }, [`patient:${patientId}`]),
  );
  return (
    <Loaded from={explained}>
      {(data) => (
        <Stack gap="sm">
          <Sentences explained={data} />
          <Evidence explained={data} zone={zone} />
          <Origin explained={data} />
          <Course explained={data} zone={zone} />
        </Stack>
      )}
    </Loaded>
  );
}

interface PartProps {
  readonly explained: Explained;
}

function Sentences({ explained }: PartProps) {
  const language = useLanguage();
  return (
    <List spacing={2}>
      {explained.sentences[language].map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}

function Evidence({ explained, zone }: PartProps & { readonly zone: string }) {
  const t = useMonitoringWords();
  const words = useReadingWords();
  const language = useLanguage();
  const vitals = useVitals();
  const { readings } = explained.explanation;
  if (!vitals || readings.length === 0) return null;
  return (
    <Table withTableBorder verticalSpacing={4} captionSide="top">
      <Table.Caption>{t('explain.evidence')}</Table.Caption>
      <Table.Tbody>
        {readings.map((reading) => (
          <Table.Tr key={`${reading.at} ${reading.sourceId}`}>
            <Table.Th scope="row" fw={400}>
              <PatientTime at={reading.at} zone={zone} />
            </Table.Th>
            <Table.Td fw={600}>{readingText(vitals, reading, language)}</Table.Td>
            <Table.Td>
              {reading.standing === 'unconfirmed' && words('placement.unconfirmed')}
              {reading.trust !== 'device-synchronised' && ` ${words(`trust.${reading.trust}`)}`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Origin({ explained }: PartProps) {
  const t = useMonitoringWords();
  const words = useCodeWords();
  const { explanation, replay } = explained;
  const { approver, ruleId, contentHash } = explanation;
  const same = replay === 'same';
  return (
    <Stack gap={4}>
      {approver && <Text size="sm">{t('explain.approver', { approver })}</Text>}
      <Text size="xs" c="gray.7" style={{ overflowWrap: 'anywhere' }}>
        {t('explain.content', { rule: ruleId, hash: contentHash })}
      </Text>
      <Alert
        color={same ? 'teal' : 'orange'}
        py="xs"
        icon={<Icon name={same ? 'check' : 'warning'} size={16} />}
      >
        {words(`replay.${replay}`)}
      </Alert>
    </Stack>
  );
}

function Course({ explained, zone }: PartProps & { readonly zone: string }) {
  const t = useMonitoringWords();
  const say = useSay();
  if (explained.events.length === 0) return null;
  return (
    <Stack gap={2}>
      <Divider />
      <Title order={3} size="h6">
        {t('explain.course')}
      </Title>
      {explained.events.map((event) => (
        <Text key={`${event.at} ${event.type}`} size="sm">
          <PatientTime at={event.at} zone={zone} fw={600} /> · {t(`explain.event.${event.type}`)}:{' '}
          {say(event.text)}
        </Text>
      ))}
    </Stack>
  );
}
