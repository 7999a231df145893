import { Paper, Stack, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { useNow } from '../../platform/web/now.ts';
import { vitalKinds, type VitalKind } from '../../vitals/core/reading.ts';
import type { WorkItemView } from '../../work/contract.ts';
import { useCardWords } from './card-words.ts';

// The plot's code comes after the words: what is wrong must not wait for its picture.
const VitalsTrend = lazy(async () => ({
  default: (await import('../../monitoring/web/vitals-trend.tsx')).VitalsTrend,
}));

interface CardTrendProps {
  readonly patientId: string;
  readonly item: WorkItemView;
  readonly zone: string;
}

const daysShown = 30;
const dayMs = 86_400_000;
const quarterHourSeconds = 900;

/** A picture of the last month for each vital sign that is out of limits. */
export function CardTrend({ patientId, item, zone }: CardTrendProps) {
  const t = useCardWords();
  const now = useNow(quarterHourSeconds) + quarterHourSeconds * 1_000;
  const kinds = [...new Set(item.findings.map((finding) => finding.kind))].filter(isVital);
  if (kinds.length === 0) return null;
  const span = {
    from: new Date(now - daysShown * dayMs).toISOString(),
    to: new Date(now).toISOString(),
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="trend-heading">
      <Stack gap="sm">
        <Title order={2} size="h5" id="trend-heading">
          {t('trend.heading')}
        </Title>
        <Suspense>
          {kinds.map((kind) => (
            <VitalsTrend key={kind} patientId={patientId} kind={kind} zone={zone} {...span} />
          ))}
        </Suspense>
      </Stack>
    </Paper>
  );
}

function isVital(kind: string): kind is VitalKind {
  return (vitalKinds as readonly string[]).includes(kind);
}
