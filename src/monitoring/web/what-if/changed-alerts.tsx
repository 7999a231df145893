import { Table, Text } from '@mantine/core';

import { useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { LimitPreview } from '../../contract/what-if.ts';
import type { Priority } from '../../core/protocol.ts';
import { useCodeWords } from '../code-words.ts';
import { useWhatIfWords } from './what-if-words.ts';

type Change = LimitPreview['changes'][number];

interface ChangedAlertsProps {
  readonly changes: readonly Change[];
  /** The patient's. */
  readonly zone: string;
  readonly label: string;
}

/** The alerts that a change takes away, brings or makes more or less urgent, oldest first. */
export function ChangedAlerts({ changes, zone, label }: ChangedAlertsProps) {
  const t = useWhatIfWords();
  const say = useSay();
  return (
    <Table.ScrollContainer
      minWidth={420}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('head.when')}</Table.Th>
            <Table.Th>{t('head.what')}</Table.Th>
            <Table.Th>{t('head.change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((one) => {
            const shown = one.before ?? one.after;
            if (shown === null) return null;
            return (
              <Table.Tr key={`${one.change} ${shown.ruleId} ${shown.openedAt}`}>
                <Table.Td>
                  <PatientTime at={shown.openedAt} zone={zone} />
                </Table.Td>
                <Table.Td>{say(shown.text)}</Table.Td>
                <Table.Td>
                  <ChangeText change={one} zone={zone} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ChangeText({ change, zone }: { readonly change: Change; readonly zone: string }) {
  const t = useWhatIfWords();
  const words = useCodeWords();
  const urgency = (priority: number) => words(`priority.${`P${priority}` as Priority}`);
  const { before, after } = change;
  return (
    <>
      {t(`change.${change.change}`)}
      {change.change === 'priority' && before && after && (
        <Text size="sm">
          {t('becomes', { before: urgency(before.priority), after: urgency(after.priority) })}
        </Text>
      )}
      {change.change === 'moved' && after && (
        <Text size="sm" component="div">
          <PatientTime at={after.openedAt} zone={zone} />
        </Text>
      )}
    </>
  );
}
