import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { formatNumber } from '../../../platform/web/format.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { endFactRoute, type FactView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { PatientFacts } from './facts-query.ts';

interface FactRowProps {
  readonly patientId: string;
  readonly zone: string;
  readonly facts: PatientFacts;
  readonly fact: FactView;
  readonly ended?: boolean;
}

/** One flag or figure with who entered it, why and since when. */
export function FactRow({ patientId, zone, facts, fact, ended = false }: FactRowProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const language = useLanguage();
  const mayChange = useMay()('limits.write');
  const [ending, { open, close }] = useDisclosure();
  const known = facts.known.find((one) => one.fact === fact.fact);
  const figure =
    fact.value === null ? '' : `: ${formatNumber(fact.value, language)} ${fact.unit ?? ''}`;
  return (
    <Stack gap={4} py={4} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={0} style={{ flex: '1 1 240px' }}>
          <Text fw={600}>
            {known ? say(known.label) : fact.fact}
            {figure}
          </Text>
          <Text size="sm" c="gray.8">
            {[fact.author, fact.reason].filter(Boolean).join(' · ')} · {t('facts.since')}{' '}
            <PatientTime at={fact.effectiveFrom} zone={zone} />
            {fact.effectiveTo !== null && (
              <>
                {` ${t('facts.until')} `}
                <PatientTime at={fact.effectiveTo} zone={zone} />
              </>
            )}
          </Text>
        </Stack>
        {mayChange && !ended && !ending && (
          <Button size="compact-sm" variant="subtle" onClick={open}>
            {t('facts.end')}
          </Button>
        )}
      </Group>
      {ending && <EndForm patientId={patientId} fact={fact} onClose={close} />}
    </Stack>
  );
}

interface EndFormProps {
  readonly patientId: string;
  readonly fact: FactView;
  readonly onClose: () => void;
}

function EndForm({ patientId, fact, onClose }: EndFormProps) {
  const t = useMonitoringWords();
  const reason = useDraft(`end-fact:${fact.id}`, '');
  const end = useAct(endFactRoute, { quiet: true });
  const send = async () => {
    await end.mutateAsync({
      params: { id: patientId, factId: fact.id },
      body: { reason: reason.value.trim() },
    });
    reason.clear();
    showDone(t('facts.ended'));
    onClose();
  };
  return (
    <FormFrame
      draft={reason}
      submit={t('facts.end')}
      busy={end.isPending}
      problem={end.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('facts.endReason')}
        required
        withAsterisk={false}
        autoFocus
        minLength={3}
        maxLength={500}
        value={reason.value}
        onChange={(event) => reason.set(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
