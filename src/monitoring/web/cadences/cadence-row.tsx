import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { formatSpan } from '../../../platform/web/format.ts';
import { useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { CadenceView } from '../../contract/cadences.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { CadenceForm } from './cadence-form.tsx';
import { EndCadenceForm } from './end-cadence-form.tsx';

type Pace = Pick<CadenceView, 'kind' | 'everyHours' | 'silentAfterHours'>;

interface CadenceRowProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
  readonly standard: Pace & { readonly program: string | null };
  /** What was set for this patient. */
  readonly own: CadenceView | undefined;
  readonly past: readonly CadenceView[];
}

const hourMs = 3_600_000;

/** One vital sign: how often it is expected, since when and why, and how it was before. */
export function CadenceRow({ patientId, zone, vitals, standard, own, past }: CadenceRowProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const mayChange = useMay()('limits.write');
  const [changing, change] = useDisclosure();
  const [ending, end] = useDisclosure();
  const { definition } = vitalOf(vitals, standard.kind);
  const label = say(definition.label);
  const idle = mayChange && !changing && !ending;
  return (
    <Stack gap={4} py={4} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={0} style={{ flex: '1 1 240px' }}>
          <Text fw={600}>{label}</Text>
          <PaceText pace={own ?? standard} />
          {own === undefined && (
            <Text size="sm" c="gray.8">
              {standard.program === null
                ? t('cadences.standard')
                : t('cadences.byProgram', { program: standard.program.toUpperCase() })}
            </Text>
          )}
          {own && <SetBy cadence={own} zone={zone} />}
          {past.map((one) => (
            <Text key={one.id} size="sm" c="gray.8" component="div">
              {t('cadences.before')} <PaceText pace={one} /> <SetBy cadence={one} zone={zone} />
            </Text>
          ))}
        </Stack>
        {idle && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('cadences.changeOf', { kind: label })}
              onClick={change.open}
            >
              {t('cadences.change')}
            </Button>
            {own && (
              <Button size="compact-sm" variant="subtle" onClick={end.open}>
                {t('cadences.end')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {changing && (
        <CadenceForm patientId={patientId} pace={own ?? standard} onClose={change.close} />
      )}
      {ending && own && (
        <EndCadenceForm patientId={patientId} cadenceId={own.id} onClose={end.close} />
      )}
    </Stack>
  );
}

function PaceText({ pace }: { readonly pace: Pace }) {
  const t = useMonitoringWords();
  const every = formatSpan(pace.everyHours * hourMs);
  const after = formatSpan(pace.silentAfterHours * hourMs);
  return <Text span>{t('cadences.pace', { every, after })}</Text>;
}

function SetBy({ cadence, zone }: { readonly cadence: CadenceView; readonly zone: string }) {
  const t = useMonitoringWords();
  return (
    <Text size="sm" c="gray.8" span>
      {cadence.author} · {cadence.reason} · {t('facts.since')}{' '}
      <PatientTime at={cadence.effectiveFrom} zone={zone} />
      {cadence.effectiveTo !== null && (
        <>
          {` ${t('facts.until')} `}
          <PatientTime at={cadence.effectiveTo} zone={zone} />
        </>
      )}
    </Text>
  );
}
