import { Group, Kbd, Modal, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';

import {
  areSingleKeysOn,
  listCommands,
  setSingleKeys,
  type Command,
} from '../../platform/web/commands.ts';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

/** Every key that works on the screen underneath, from the same list that makes them work. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const t = usePlatformWords();
  const [commands] = useState(() => listCommands().filter((one) => one.keys !== undefined));
  const [singleKeys, setSingle] = useState(areSingleKeysOn);
  const groups = Map.groupBy(commands, (one) => one.group);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('commands.helpTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size="lg"
    >
      <Stack>
        {[...groups].map(([group, members]) => (
          <KeyGroup key={group} group={group} commands={members} />
        ))}
        <Switch
          label={t('commands.singleKeys')}
          description={t('commands.singleKeysWhy')}
          checked={singleKeys}
          onChange={(event) => {
            setSingleKeys(event.currentTarget.checked);
            setSingle(event.currentTarget.checked);
          }}
        />
      </Stack>
    </Modal>
  );
}

interface KeyGroupProps {
  readonly group: string;
  readonly commands: readonly Command[];
}

function KeyGroup({ group, commands }: KeyGroupProps) {
  return (
    <section>
      <Title order={3} size="h5">
        {group}
      </Title>
      <Table>
        <Table.Tbody>
          {commands.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{one.label}</Table.Td>
              <Table.Td ta="right">
                <Keys keys={one.keys ?? ''} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Keys({ keys }: { readonly keys: string }) {
  const t = usePlatformWords();
  const parts = keys.split(' ');
  return (
    <Group gap={4} justify="flex-end">
      {parts.map((part, index) => (
        <Group gap={4} key={part}>
          {index > 0 && <Text size="xs">{t('commands.then')}</Text>}
          <Kbd>{part.replace('mod+', 'Ctrl/⌘ ')}</Kbd>
        </Group>
      ))}
    </Group>
  );
}
