import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { latestQuery } from '../../../vitals/web/vitals-query.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { BaselineView } from '../../contract/metrics.ts';
import { metricsQuery } from '../metrics/metrics-query.ts';
import { limitsQuery } from '../monitoring-query.ts';
import type { PatientLimits } from '../plots/bands.ts';
import { LimitHistory } from './limit-history.tsx';
import { LimitSlotRow } from './limit-slot-row.tsx';

interface LimitListProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
}

/** Every limit that applies to the patient; those of vital signs that nobody measures are folded away. */
export function LimitList({ patientId, zone, vitals }: LimitListProps) {
  const t = useMonitoringWords();
  const limits = useQuery(limitsQuery(patientId));
  const latest = useQuery(latestQuery(patientId)).data?.readings ?? [];
  const baselines = useQuery(metricsQuery(patientId, undefined)).data?.baseline.measures;
  const [allShown, { toggle }] = useDisclosure();
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('limits.title')}
      </Title>
      <Text size="sm" c="gray.8">
        {t('limits.explain')}
      </Text>
      <Loaded from={limits}>
        {(data) => {
          const kinds = [...new Set(data.slots.map((slot) => slot.kind))];
          const measured = kinds.filter((kind) => latest.some((one) => one.kind === kind));
          const others = kinds.filter((kind) => !measured.includes(kind));
          const common = { data, baselines, patientId, zone, vitals };
          return (
            <>
              {measured.map((kind) => (
                <KindLimits key={kind} kind={kind} {...common} />
              ))}
              {others.length > 0 && (
                <MoreButton open={allShown} count={others.length} onToggle={toggle} />
              )}
              {allShown && others.map((kind) => <KindLimits key={kind} kind={kind} {...common} />)}
              <LimitHistory data={data} zone={zone} vitals={vitals} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

interface MoreButtonProps {
  readonly open: boolean;
  readonly count: number;
  readonly onToggle: () => void;
}

function MoreButton({ open, count, onToggle }: MoreButtonProps) {
  const t = useMonitoringWords();
  return (
    <Group>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={open}
        leftSection={<Icon name={open ? 'up' : 'down'} size={14} />}
        onClick={onToggle}
      >
        {t('limits.others', { count })}
      </Button>
    </Group>
  );
}

interface KindLimitsProps extends LimitListProps {
  readonly kind: VitalKind;
  readonly data: PatientLimits;
  readonly baselines: readonly BaselineView[] | undefined;
}

function KindLimits({ kind, data, baselines, patientId, zone, vitals }: KindLimitsProps) {
  const say = useSay();
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {say(vitalOf(vitals, kind).definition.label)}
      </Title>
      {data.slots
        .filter((slot) => slot.kind === kind)
        .map((slot) => (
          <LimitSlotRow
            key={`${slot.ruleId} ${slot.name}`}
            slot={slot}
            data={data}
            baselines={baselines}
            patientId={patientId}
            zone={zone}
            vitals={vitals}
          />
        ))}
    </Stack>
  );
}
