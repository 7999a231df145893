import { Badge, Button, Group, Paper, Text } from '@mantine/core';

import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { User } from '../../contract/users.ts';
import { useSession } from '../session.ts';
import { useAccessWords } from '../access-words.ts';
import { useAdminWords } from './admin-words.ts';
import { practiceName, type PracticeChoice } from './practice-choice.ts';

export const userActs = ['edit', 'invite', 'resetTotp', 'deactivate', 'reactivate'] as const;
export type UserAct = (typeof userActs)[number];

interface UserRowProps {
  readonly user: User;
  readonly practices: readonly PracticeChoice[];
  /** Absent: the reader may only look. */
  readonly onAct: ((act: UserAct) => void) | undefined;
}

/** A person with roles, languages and what keeps them from working. */
export function UserRow({ user, practices, onAct }: UserRowProps) {
  const t = useAdminWords();
  const words = useAccessWords();
  const language = useLanguage();
  const { displayName, credentials, email, practiceId, skills } = user;
  const details = [
    user.roles.map((role) => words(`roles.${role}`)).join(', '),
    t('users.speaks', {
      languages: user.languages.map((code) => formatLanguageName(code, language)).join(', '),
    }),
    skills.length > 0 && t('users.skills', { skills: skills.join(', ') }),
    practiceId === null ? t('everyPractice') : practiceName(practices, practiceId),
  ];
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Group gap="xs">
            <Text fw={650}>{[displayName, credentials].filter(Boolean).join(', ')}</Text>
            <Standing user={user} />
          </Group>
          <Text size="sm">{details.filter(Boolean).join(' · ')}</Text>
          <Text size="sm" c="gray.8" style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
        </div>
        {onAct && <Acts user={user} onAct={onAct} />}
      </Group>
    </Paper>
  );
}

function Standing({ user }: { readonly user: User }) {
  const t = useAdminWords();
  const shown = [
    !user.active && t('users.inactive'),
    user.active && !user.canSignIn && t('users.notYet'),
    user.active && user.canSignIn && !user.totpEnrolled && t('users.noApp'),
    user.onDuty && t('users.onDuty'),
  ].filter((one) => one !== false);
  return shown.map((one) => (
    <Badge key={one} variant="outline" color="gray.8" tt="none" radius="sm">
      {one}
    </Badge>
  ));
}

interface ActsProps {
  readonly user: User;
  readonly onAct: (act: UserAct) => void;
}

function Acts({ user, onAct }: ActsProps) {
  const t = useAdminWords();
  const own = useSession().user.id === user.id;
  const possible: Record<UserAct, boolean> = {
    edit: user.active,
    invite: user.active,
    resetTotp: user.active && user.totpEnrolled,
    // Nobody locks themselves out.
    deactivate: user.active && !own,
    reactivate: !user.active,
  };
  return (
    <Group gap={6}>
      {userActs
        .filter((act) => possible[act])
        .map((act) => (
          <Button
            key={act}
            size="compact-md"
            variant="default"
            aria-label={t(`users.${act}Of`, { name: user.displayName })}
            onClick={() => onAct(act)}
          >
            {t(`users.${act}`)}
          </Button>
        ))}
    </Group>
  );
}
