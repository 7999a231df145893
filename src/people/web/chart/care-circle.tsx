import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { formatDay, formatLanguageName, formatPhone } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import type { CircleMember, Person } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { CircleForm } from './circle-form.tsx';
import { SectionPart } from './section-part.tsx';

/** Family, friends, proxies and professionals, and what each may know or decide. */
export function CareCircle({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('care-circle.write');
  const [adding, { open, close }] = useDisclosure();
  const { header, careCircle } = person;
  return (
    <SectionPart
      title={t('circle.title')}
      action={mayChange && !adding ? t('chart.add') : undefined}
      onAction={open}
    >
      {adding && <CircleForm patientId={header.id} member={undefined} onClose={close} />}
      {careCircle.length === 0 && <Text>{t('circle.none')}</Text>}
      {careCircle.map((member) => (
        <Member key={member.id} member={member} patientId={header.id} mayChange={mayChange} />
      ))}
    </SectionPart>
  );
}

interface MemberProps {
  readonly member: CircleMember;
  readonly patientId: string;
  readonly mayChange: boolean;
}

function Member({ member, patientId, mayChange }: MemberProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const [editing, { open, close }] = useDisclosure();
  const allowed = member.standing === 'in-force';
  return (
    <Stack gap={4} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} style={{ flex: '1 1 240px' }}>
          <Group gap={6}>
            <Text fw={600}>{member.name}</Text>
            <Badge variant="outline" color="gray.8" tt="none" radius="sm">
              {labels(`circleKind.${member.kind}`)} · {labels(`relation.${member.relation}`)}
            </Badge>
          </Group>
          <Group gap={4} c={allowed ? 'teal.9' : 'orange.9'} wrap="nowrap">
            <Icon name={allowed ? 'check' : 'warning'} size={14} />
            <Text size="sm" fw={600}>
              {labels(`standing.${member.standing}`)}
            </Text>
          </Group>
          <Text size="sm">
            {member.scope.length === 0
              ? t('circle.noScope')
              : member.scope.map((one) => labels(`scope.${one}`)).join(', ')}
          </Text>
          <Reach member={member} />
        </Stack>
        {mayChange && !editing && (
          <Button size="compact-sm" variant="default" onClick={open}>
            {t('chart.edit')}
          </Button>
        )}
      </Group>
      {editing && <CircleForm patientId={patientId} member={member} onClose={close} />}
    </Stack>
  );
}

function Reach({ member }: { readonly member: CircleMember }) {
  const t = usePeopleWords();
  const language = useLanguage();
  const parts = [
    member.phone && formatPhone(member.phone),
    member.email,
    member.language && formatLanguageName(member.language, language),
    member.startsOn && t('circle.fromDay', { day: formatDay(member.startsOn, language) }),
    member.endsOn && t('circle.until', { day: formatDay(member.endsOn, language) }),
    member.note,
  ];
  return (
    <Text size="sm" c="gray.8">
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}
