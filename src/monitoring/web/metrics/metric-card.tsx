import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { formatNumber } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { MetricDefinition } from '../../contract/metrics.ts';
import type { Lack } from '../../core/metrics/lack.ts';
import { useMetricsWords } from './metrics-words.ts';

interface MetricCardProps {
  readonly definition: MetricDefinition;
  /** Undefined where sufficiency is not asked. */
  readonly lacks?: readonly Lack[] | undefined;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a metric: its name, whether there is enough, and how it is computed. */
export function MetricCard({ definition, lacks, aside, children }: MetricCardProps) {
  const t = useMetricsWords();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Group gap="sm">
            <Title order={2} size="h4">
              {say(definition.title)}
            </Title>
            {lacks && (
              <Badge variant="outline" color="gray.8" tt="none">
                {t(lacks.length === 0 ? 'sufficient' : 'insufficient')}
              </Badge>
            )}
          </Group>
          {aside}
        </Group>
        {lacks && lacks.length > 0 && <Lacks lacks={lacks} />}
        {children}
        <HowComputed definition={definition} />
      </Stack>
    </Paper>
  );
}

/** What it takes and what there is. */
export function Lacks({ lacks }: { readonly lacks: readonly Lack[] }) {
  const t = useMetricsWords();
  const language = useLanguage();
  const number = (value: number) => formatNumber(Math.round(value * 10) / 10, language);
  return (
    <Text inherit>
      {lacks
        .map(({ of, have, need }) => t(`lack.${of}`, { have: number(have), need: number(need) }))
        .join(' · ')}
    </Text>
  );
}

function HowComputed({ definition }: { readonly definition: MetricDefinition }) {
  const t = useMetricsWords();
  const { id, version, contentHash, source, approver } = definition;
  return (
    <details>
      <summary>{t('how.title')}</summary>
      <Text size="sm">{source}</Text>
      <Text size="sm" c="gray.8">
        {t('how.definition', { id, version, hash: contentHash.slice(0, 8) })}
      </Text>
      <Text size="sm" c="gray.8">
        {t('how.approver', { approver })}
      </Text>
    </details>
  );
}
