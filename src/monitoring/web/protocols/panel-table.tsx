import { Table, Text } from '@mantine/core';

import { formatNumber } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { PanelDifference } from '../../contract/publishing.ts';
import { usePublishingWords } from './publishing-words.ts';

/** What a change does to each rule over many patients: alerts, burden and patients, as it is and with it. */
export function PanelTable({ difference }: { readonly difference: PanelDifference }) {
  const t = usePublishingWords();
  const say = useSay();
  const language = useLanguage();
  const { patients, readings, rules } = difference;
  if (patients === 0) return difference.finished ? <Text>{t('trial.noReadings')}</Text> : null;
  const both = (before: number, after: number, decimals = 0) =>
    t('trial.to', {
      before: formatNumber(before, language, decimals),
      after: formatNumber(after, language, decimals),
    });
  return (
    <>
      <Text size="sm">
        {t('trial.basis', {
          patients: formatNumber(patients, language),
          readings: formatNumber(readings, language),
        })}
      </Text>
      <Table.ScrollContainer
        minWidth={320}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={t('trial.title')}
      >
        <Table verticalSpacing={4} horizontalSpacing={6} fz={{ base: 'xs', sm: 'sm' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('trial.rule')}</Table.Th>
              <Table.Th>{t('trial.alerts')}</Table.Th>
              <Table.Th>{t('trial.burden')}</Table.Th>
              <Table.Th>{t('trial.affected')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rules.map(({ ruleId, rule, counts, ...rest }) => (
              <Table.Tr key={ruleId}>
                <Table.Th scope="row" fw={600}>
                  {say(rule)}
                </Table.Th>
                <Table.Td>
                  <b>{both(counts.asIs, counts.changed)}</b>
                  {counts.gone + counts.new + counts.priority + counts.moved > 0 && (
                    <Text inherit>{t('trial.details', counts)}</Text>
                  )}
                </Table.Td>
                <Table.Td>{both(rest.burdenAsIs, rest.burdenChanged, 2)}</Table.Td>
                <Table.Td>{formatNumber(rest.patientsAffected, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
