import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { useMay } from '../../../access/web/session.ts';
import { personQuery } from '../../../people/web/person-query.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { useMinuteEnd } from '../../../platform/web/now.ts';
import type { FactView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { FactForm } from './fact-form.tsx';
import { FactRow } from './fact-row.tsx';
import { factsQuery, type PatientFacts } from './facts-query.ts';

interface FactListProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
}

/** What protocols know of the patient besides readings; entered ones can be ended. */
export function FactList({ patientId, zone }: FactListProps) {
  const t = useMonitoringWords();
  const mayChange = useMay()('limits.write');
  const [adding, { open, close }] = useDisclosure();
  const facts = useQuery(factsQuery(patientId));
  return (
    <Stack component="section" gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('facts.title')}
        </Title>
        {mayChange && !adding && (
          <Button size="xs" variant="default" onClick={open}>
            {t('facts.add')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="gray.8">
        {t('facts.explain')}
      </Text>
      <Loaded from={facts}>
        {(data) => (
          <>
            {adding && <FactForm patientId={patientId} facts={data} onClose={close} />}
            <Implied facts={data} patientId={patientId} />
            <Entered facts={data} patientId={patientId} zone={zone} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

interface ImpliedProps {
  readonly facts: PatientFacts;
  readonly patientId: string;
}

function Implied({ facts, patientId }: ImpliedProps) {
  const conditions = useQuery(personQuery(patientId)).data?.conditions ?? [];
  const t = useMonitoringWords();
  const say = useSay();
  return facts.fromConditions.map(({ fact, condition }) => {
    const known = facts.known.find((one) => one.fact === fact);
    const named = conditions.find((one) => one.code === condition);
    return (
      <Text key={`${fact} ${condition}`}>
        <Text span fw={600}>
          {known ? say(known.label) : fact}
        </Text>
        {` · ${t('facts.implied', { condition: named?.display ?? condition })}`}
      </Text>
    );
  });
}

interface EnteredProps extends FactListProps {
  readonly facts: PatientFacts;
}

function Entered({ facts, patientId, zone }: EnteredProps) {
  const t = useMonitoringWords();
  const now = useMinuteEnd();
  const [pastOpen, { toggle }] = useDisclosure();
  const hasEnded = ({ effectiveTo }: FactView) =>
    effectiveTo !== null && Date.parse(effectiveTo) <= now;
  const past = facts.facts.filter(hasEnded);
  const present = facts.facts.filter((fact) => !hasEnded(fact));
  const common = { patientId, zone, facts };
  return (
    <>
      {present.length === 0 && facts.fromConditions.length === 0 && <Text>{t('facts.none')}</Text>}
      {present.map((fact) => (
        <FactRow key={fact.id} fact={fact} {...common} />
      ))}
      {past.length > 0 && (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={pastOpen}
            leftSection={<Icon name={pastOpen ? 'up' : 'down'} size={14} />}
            onClick={toggle}
          >
            {t('facts.past', { count: past.length })}
          </Button>
        </Group>
      )}
      {pastOpen && past.map((fact) => <FactRow key={fact.id} fact={fact} {...common} ended />)}
    </>
  );
}
