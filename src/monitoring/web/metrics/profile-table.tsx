import { Table } from '@mantine/core';

import { formatNumber, formatTime } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { GlucoseProfile } from '../../core/metrics/glucose-profile.ts';
import { useMetricsWords } from './metrics-words.ts';

const minuteMs = 60_000;

/** What the picture shows, hour by hour, for who cannot see it. */
export function ProfileTable({ profile }: { readonly profile: GlucoseProfile }) {
  const t = useMetricsWords();
  const language = useLanguage();
  const { unit, bins } = profile;
  const number = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, language, unit === 'mmol/L' ? 1 : 0);
  return (
    <details>
      <summary>{t('glucose.table')}</summary>
      <Table.ScrollContainer
        minWidth={320}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={t('glucose.table')}
      >
        <Table verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('glucose.hour')}</Table.Th>
              <Table.Th ta="right">{`${t('glucose.median')} (${unit})`}</Table.Th>
              <Table.Th ta="right">{t('glucose.middle')}</Table.Th>
              <Table.Th ta="right">{t('glucose.most')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bins
              .filter(({ minute }) => minute % 60 === 0)
              .map(({ minute, lines }) => (
                <Table.Tr key={minute}>
                  <Table.Th scope="row">{formatTime(minute * minuteMs, 'UTC', language)}</Table.Th>
                  <Table.Td ta="right">{number(lines?.[2])}</Table.Td>
                  <Table.Td ta="right">{`${number(lines?.[1])}–${number(lines?.[3])}`}</Table.Td>
                  <Table.Td ta="right">{`${number(lines?.[0])}–${number(lines?.[4])}`}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}
