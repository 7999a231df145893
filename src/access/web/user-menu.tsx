import { Button, Menu, Text } from '@mantine/core';

import { Icon } from '../../platform/web/icon.tsx';
import { leave } from './leave.ts';
import { useSession } from './session.ts';
import { useSignInWords } from './sign-in-words.ts';

export function UserMenu({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const t = useSignInWords();
  const { user } = useSession();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          aria-label={t('menu.label', { name: user.displayName })}
          leftSection={<Icon name="person" />}
        >
          <Text span size="sm" visibleFrom="sm">
            {user.displayName}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={onShowKeys}>
          {t('menu.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="signOut" />} onClick={() => void leave()}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
