import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { useMinuteEnd } from '../../../platform/web/now.ts';
import { query } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { latestQuery } from '../../../vitals/web/vitals-query.ts';
import { listCadences, type CadenceView } from '../../contract/cadences.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { CadenceRow } from './cadence-row.tsx';

interface CadenceListProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
}

/** How often each vital sign that the patient sends is expected, by whom it was set and why. */
export function CadenceList({ patientId, zone, vitals }: CadenceListProps) {
  const t = useMonitoringWords();
  const now = useMinuteEnd();
  const topics = [`patient:${patientId}` as const];
  const cadences = useQuery(query(listCadences, { params: { id: patientId } }, topics));
  const latest = useQuery(latestQuery(patientId));
  const sent = new Set((latest.data?.readings ?? []).map(({ kind }) => kind));
  const isInForce = ({ effectiveTo }: CadenceView) =>
    effectiveTo === null || Date.parse(effectiveTo) > now;
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('cadences.title')}
      </Title>
      <Text size="sm" c="gray.8">
        {t('cadences.explain')}
      </Text>
      <Loaded from={cadences}>
        {({ defaults, set }) => {
          const shown = defaults.filter(
            ({ kind }) => sent.has(kind) || set.some((one) => one.kind === kind),
          );
          return (
            <>
              {shown.length === 0 && <Text>{t('cadences.none')}</Text>}
              {shown.map((standard) => {
                const own = set.filter(({ kind }) => kind === standard.kind);
                return (
                  <CadenceRow
                    key={standard.kind}
                    {...{ patientId, zone, vitals, standard }}
                    own={own.find(isInForce)}
                    past={own.filter((one) => !isInForce(one))}
                  />
                );
              })}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
