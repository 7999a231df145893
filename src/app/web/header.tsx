import { Burger, Button, Group, Kbd, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';

import { DutySwitch } from '../../access/web/duty-switch.tsx';
import { sessionQuery, useSession } from '../../access/web/session.ts';
import { UserMenu } from '../../access/web/user-menu.tsx';
import { changeSessionRoute } from '../../access/contract/session.ts';
import type { Language } from '../../platform/core/text.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { LanguageSwitch } from '../../platform/web/language-switch.tsx';
import { usePlatformWords } from '../../platform/web/platform-words.ts';
import { useAct } from '../../platform/web/query.ts';
import classes from './shell.module.css';

interface HeaderProps {
  readonly menuOpen: boolean;
  readonly onToggleMenu: () => void;
  readonly onSearch: () => void;
  readonly onShowKeys: () => void;
}

export function Header({ menuOpen, onToggleMenu, onSearch, onShowKeys }: HeaderProps) {
  const t = usePlatformWords();
  const { organization } = useSession();
  const keepLanguage = useKeepLanguage();
  return (
    <Group className={classes['bar']} px="md" justify="space-between" wrap="nowrap" gap="sm">
      <Group gap="sm" wrap="nowrap">
        <Burger
          opened={menuOpen}
          onClick={onToggleMenu}
          hiddenFrom="sm"
          size="sm"
          aria-label={t('menu')}
          aria-expanded={menuOpen}
          aria-controls="navigation"
        />
        <Text fw={700} c="lagoon.8" visibleFrom="xs">
          {t('product')}
        </Text>
        <Text size="sm" c="gray.8" visibleFrom="md" truncate>
          {organization.name}
        </Text>
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="search" size={16} />}
          onClick={onSearch}
        >
          <span className={classes['wordOfButton']}>{t('commands.palette')}</span>
          <Kbd size="xs" ml="xs" visibleFrom="sm">
            {t('commands.paletteKeys')}
          </Kbd>
        </Button>
        <DutySwitch />
        <LanguageSwitch onSwitch={keepLanguage} />
        <UserMenu onShowKeys={onShowKeys} />
      </Group>
    </Group>
  );
}

/** Keeps the language with the person's account, for the next time and for other machines. */
function useKeepLanguage(): (language: Language) => void {
  const client = useQueryClient();
  const change = useAct(changeSessionRoute, { refresh: false });
  return (interfaceLanguage) => {
    change.mutate({ body: { interfaceLanguage } });
    client.setQueryData(
      sessionQuery.queryKey,
      (now) => now && { ...now, user: { ...now.user, interfaceLanguage } },
    );
  };
}
