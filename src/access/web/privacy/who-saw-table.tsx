import { Badge, Checkbox, Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import type { AuditEntry } from '../../contract/audit.ts';
import { auditPurposes } from '../../core/audit.ts';
import { actionText, useAccessWords } from '../access-words.ts';
import { useSession } from '../session.ts';
import { usePrivacyWords } from './privacy-words.ts';

interface WhoSawTableProps {
  readonly entries: readonly AuditEntry[];
}

/** Who, when, what and why; narrowed down among what is loaded. */
export function WhoSawTable({ entries }: WhoSawTableProps) {
  const t = usePrivacyWords();
  const words = useAccessWords();
  const language = useLanguage();
  const [actor, setActor] = useState('');
  const [purpose, setPurpose] = useState('');
  const [action, setAction] = useState('');
  const [emergency, setEmergency] = useState(false);
  const shown = entries.filter(
    (one) =>
      (actor === '' || one.actorLabel === actor) &&
      (purpose === '' || one.purpose === purpose) &&
      (action === '' || one.action === action) &&
      (!emergency || one.breakGlassId !== null),
  );
  const choice = (label: string, value: string, set: (value: string) => void, data: Choice[]) => (
    <NativeSelect
      label={label}
      value={value}
      data={[{ value: '', label: t('whoSaw.any') }, ...data]}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  const actions = [...new Set(entries.map((one) => one.action))];
  return (
    <Stack gap="sm">
      <Group align="flex-end">
        {choice(t('whoSaw.actor'), actor, setActor, plain(entries.map((one) => one.actorLabel)))}
        {choice(
          t('whoSaw.action'),
          action,
          setAction,
          actions.map((value) => ({ value, label: actionText(value, language) })),
        )}
        {choice(
          t('whoSaw.purpose'),
          purpose,
          setPurpose,
          auditPurposes.map((value) => ({ value, label: words(`purposes.${value}`) })),
        )}
        <Checkbox
          label={t('whoSaw.emergencyOnly')}
          checked={emergency}
          onChange={(event) => setEmergency(event.currentTarget.checked)}
        />
      </Group>
      {shown.length === 0 ? (
        <Text>{t('whoSaw.noneFiltered')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing={6} striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('whoSaw.when')}</Table.Th>
                <Table.Th>{t('whoSaw.actor')}</Table.Th>
                <Table.Th>{t('whoSaw.action')}</Table.Th>
                <Table.Th>{t('whoSaw.purpose')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function plain(values: readonly string[]): Choice[] {
  return [...new Set(values)].toSorted().map((value) => ({ value, label: value }));
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const t = usePrivacyWords();
  const words = useAccessWords();
  const language = useLanguage();
  const now = useNow(3_600);
  const { zone } = useSession().organization;
  return (
    <Table.Tr>
      <Table.Td>{formatMoment(entry.at, zone, language, now)}</Table.Td>
      <Table.Td>
        <Text fw={600}>{entry.actorLabel}</Text>
        {entry.actorKind !== 'user' && <Text size="sm">{words(`actors.${entry.actorKind}`)}</Text>}
      </Table.Td>
      <Table.Td>{actionText(entry.action, language)}</Table.Td>
      <Table.Td>
        {words(`purposes.${entry.purpose}`)}{' '}
        {entry.breakGlassId !== null && (
          <Badge color="red.9" variant="filled" tt="none" radius="sm">
            {t('whoSaw.emergency')}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
