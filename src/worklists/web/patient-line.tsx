import { Group, Text, Title } from '@mantine/core';

import { ageOn } from '../../people/core/age.ts';
import type { PatientHeader } from '../../people/core/schemas.ts';
import { dayIn, formatDay } from '../../platform/web/format.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { ScreenLink } from '../../platform/web/link.tsx';
import { useNow } from '../../platform/web/now.ts';
import type { Priority } from '../../work/core/finding.ts';
import { PriorityBadge } from '../../work/web/priority-badge.tsx';
import { useCardWords } from './card-words.ts';

interface PatientLineProps {
  readonly header: PatientHeader;
  readonly priority: Priority;
}

/** How urgent, who, how old, whose patient. */
export function PatientLine({ header, priority }: PatientLineProps) {
  const t = useCardWords();
  const language = useLanguage();
  const now = useNow(60);
  const age = ageOn(header.birthDate, dayIn(now, header.zone));
  const details = [
    header.preferredName && t('who.called', { name: header.preferredName }),
    age === null ? t('who.ageUnknown') : t('who.age', { count: age }),
    header.birthDate && t('who.born', { date: formatDay(header.birthDate, language) }),
    header.practiceName,
  ];
  return (
    <div>
      <Group gap="sm">
        <PriorityBadge priority={priority} />
        <Title order={2} size="h3">
          <ScreenLink
            to="/patients/$patientId"
            params={{ patientId: header.id }}
            search={{}}
            inherit
            c="inherit"
            title={t('chart')}
          >
            {header.name}
          </ScreenLink>
        </Title>
      </Group>
      <Text size="sm" c="gray.8">
        {details.filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
