import { Badge, Group, Stack, Text } from '@mantine/core';

import { useSession } from '../../access/web/session.ts';
import type { PatientHeader } from '../../people/core/schemas.ts';
import { formatLanguageName, formatTime } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage } from '../../platform/web/language.ts';
import { useNow } from '../../platform/web/now.ts';
import { isQuietHour } from './quiet-hours.ts';
import { useCardWords } from './card-words.ts';

/** "Call in Spanish": in which language, with which help, and what time it is there. */
export function CallCue({ header }: { readonly header: PatientHeader }) {
  const t = useCardWords();
  const language = useLanguage();
  const { user } = useSession();
  const unknown = header.language === 'und';
  const name = formatLanguageName(header.language, language);
  const speaks = user.languages.includes(header.language);
  return (
    <Stack gap={4} align="flex-end">
      <Badge
        size="xl"
        radius="sm"
        tt="none"
        color={unknown ? 'orange.9' : header.language === 'es' ? 'grape.9' : 'blue.9'}
        leftSection={<Icon name={unknown ? 'question' : 'speech'} />}
      >
        {unknown ? t('who.callUnknown') : t('who.call', { language: name })}
      </Badge>
      {!unknown && !speaks && (
        <Text size="sm" fw={700} c="red.9">
          {t('who.notYours')}
        </Text>
      )}
      {!speaks && header.interpreterNeeded !== false && (
        <Text size="sm" fw={600}>
          {header.interpreterNeeded ? t('who.interpreter') : t('who.interpreterUnknown')}
        </Text>
      )}
      <LocalTime zone={header.zone} />
    </Stack>
  );
}

function LocalTime({ zone }: { readonly zone: string }) {
  const t = useCardWords();
  const language = useLanguage();
  const now = useNow(60);
  const quiet = isQuietHour(now, zone);
  return (
    <Group gap={4} c={quiet ? 'orange.9' : 'gray.8'} wrap="nowrap">
      <Icon name={quiet ? 'warning' : 'clock'} size={16} />
      <Text size="sm">
        {t('who.localTime', { time: formatTime(now, zone, language) })}
        {quiet && ` · ${t('who.quietHours')}`}
      </Text>
    </Group>
  );
}
