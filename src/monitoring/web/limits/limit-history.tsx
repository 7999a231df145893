import { Button, Group, Stack, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import type { LimitView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { PatientLimits } from '../plots/bands.ts';
import { useLimitText } from './limit-text.ts';

interface LimitHistoryProps {
  readonly data: PatientLimits;
  readonly zone: string;
  readonly vitals: Vitals;
}

/** All limits that were ever set for the patient, the newest first. */
export function LimitHistory({ data, zone, vitals }: LimitHistoryProps) {
  const t = useMonitoringWords();
  const [open, { toggle }] = useDisclosure();
  if (data.limits.length === 0) return null;
  const title = t('limits.history', { count: data.limits.length });
  const newestFirst = data.limits.toSorted((one, other) =>
    other.effectiveFrom.localeCompare(one.effectiveFrom),
  );
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          leftSection={<Icon name={open ? 'up' : 'down'} size={14} />}
          onClick={toggle}
        >
          {title}
        </Button>
      </Group>
      {open && (
        <Table.ScrollContainer
          minWidth={560}
          type="native"
          tabIndex={0}
          role="group"
          aria-label={title}
        >
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('limits.limit')}</Table.Th>
                <Table.Th>{t('limits.value')}</Table.Th>
                <Table.Th>{t('limits.author')}</Table.Th>
                <Table.Th>{t('limits.reason')}</Table.Th>
                <Table.Th>{t('limits.fromHead')}</Table.Th>
                <Table.Th>{t('limits.untilHead')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {newestFirst.map((limit) => (
                <Row key={limit.id} limit={limit} data={data} zone={zone} vitals={vitals} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function Row({ limit, data, zone, vitals }: LimitHistoryProps & { readonly limit: LimitView }) {
  const say = useSay();
  const text = useLimitText(vitals);
  const slot = data.slots.find((one) => one.ruleId === limit.ruleId && one.name === limit.name);
  return (
    <Table.Tr>
      <Table.Td>{slot ? say(slot.level) : limit.ruleId}</Table.Td>
      <Table.Td>
        {slot ? text(slot, limit.value, limit.unit) : `${limit.value} ${limit.unit}`}
      </Table.Td>
      <Table.Td>{limit.author}</Table.Td>
      <Table.Td>{limit.reason}</Table.Td>
      <Table.Td>
        <PatientTime at={limit.effectiveFrom} zone={zone} />
      </Table.Td>
      <Table.Td>
        {limit.effectiveTo === null ? '–' : <PatientTime at={limit.effectiveTo} zone={zone} />}
      </Table.Td>
    </Table.Tr>
  );
}
