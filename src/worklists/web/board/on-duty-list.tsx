import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';

import { formatLanguageName } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { ScreenLink } from '../../../platform/web/link.tsx';
import { useBoardWords } from './board-words.ts';
import { counted, groupCounts, type Board } from './group-counts.ts';

/** Who is on duty, with their languages and load; and the languages that are missing. */
export function OnDutyList({ board }: { readonly board: Board }) {
  const t = useBoardWords();
  const language = useLanguage();
  const gaps = groupCounts(board.counts, (one) => one.language).filter(
    (group) => group.languageGap > 0,
  );
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('duty.title')} ({board.onDuty.length})
      </Title>
      <Stack gap="xs">
        {gaps.map(({ key, languageGap }) => (
          <Alert key={key} color="red" icon={<Icon name="critical" />} p="xs">
            <Text fw={650}>
              {t('duty.missing', {
                language: formatLanguageName(key, language),
                count: languageGap,
              })}
            </Text>
          </Alert>
        ))}
        {board.onDuty.length === 0 && (
          <Text fw={650} c="red.9">
            {t('duty.none')}
          </Text>
        )}
        {board.onDuty.map((person) => (
          <Group key={person.id} justify="space-between" gap="xs">
            <span>
              <Text span fw={600} display="block">
                {person.name}
              </Text>
              <Text span size="sm" c="gray.8">
                {t('duty.speaks', {
                  languages: person.languages
                    .map((code) => formatLanguageName(code, language))
                    .join(', '),
                })}
              </Text>
            </span>
            <ScreenLink
              to="/lists/$list"
              params={{ list: 'triage' }}
              search={counted({ owner: person.id })}
              underline="always"
            >
              {t('duty.owns', { count: person.owned })}
            </ScreenLink>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
