import { Button, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { Icon, type IconName } from '../../platform/web/icon.tsx';
import { leave } from './leave.ts';
import { useSession } from './session.ts';
import { useSignInWords } from './sign-in-words.ts';

/** Whose session it is; the list of keys, and the way out. */
export function UserMenu({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const t = useSignInWords();
  const { user } = useSession();
  const [open, menu] = useDisclosure();
  const name = t('menu.label', { name: user.displayName });
  const showKeys = () => {
    menu.close();
    onShowKeys();
  };
  return (
    <Popover opened={open} onChange={menu.close} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          c="gray.9"
          px="xs"
          aria-label={name}
          leftSection={<Icon name="person" />}
          onClick={menu.toggle}
        >
          <Text span size="sm" visibleFrom="md">
            {user.displayName}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name} p="xs">
        <Stack gap={4} align="stretch">
          <Text size="sm" c="gray.8" px="xs">
            {user.email}
          </Text>
          <Choice icon="keyboard" label={t('menu.keys')} onClick={showKeys} />
          <Choice icon="signOut" label={t('menu.signOut')} onClick={() => void leave()} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

function Choice({ icon, label, onClick }: ChoiceProps) {
  return (
    <Button
      variant="subtle"
      color="gray"
      c="gray.9"
      justify="flex-start"
      leftSection={<Icon name={icon} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
