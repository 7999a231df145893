import '@mantine/spotlight/styles.css';
import { Kbd } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { foldAccents } from '../../people/core/name.ts';
import { listCommands, type Command } from '../../platform/web/commands.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useAppWords } from './app-words.ts';
import { useDescription, usePatientsFound } from './palette-patients.ts';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

/** Finds patients and actions by typing; opened by a key from anywhere. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = usePlatformWords();
  const [typed, setTyped] = useState('');
  const [commands] = useState(() => listCommands().filter((one) => one.id !== 'palette'));
  useEffect(() => spotlight.open(), []);
  const words = useAppWords();
  const navigate = useNavigate();
  const patients = usePatientsFound(typed);
  const describe = useDescription();
  const open = (patientId: string) =>
    void navigate({ to: '/patients/$patientId', params: { patientId }, search: {} });
  const found = commands.filter((one) => matches(one, typed));
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('commands.palette') } }}
    >
      <Spotlight.Search
        placeholder={t('commands.placeholder')}
        aria-label={t('commands.palette')}
        leftSection={<Icon name="search" />}
      />
      <Spotlight.ActionsList>
        {patients.length > 0 && (
          <Spotlight.ActionsGroup label={words('navigation.patients')}>
            {patients.map((patient) => (
              <Spotlight.Action
                key={patient.id}
                label={patient.name}
                description={describe(patient)}
                onClick={() => open(patient.id)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={t('commands.actions')}>
            {found.map((one) => (
              <Spotlight.Action
                key={one.id}
                label={one.label}
                description={one.group}
                onClick={one.run}
                {...(one.keys !== undefined && { rightSection: <Kbd>{one.keys}</Kbd> })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length + patients.length === 0 && (
          <Spotlight.Empty>{t('commands.nothing')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function matches(command: Command, typed: string): boolean {
  const text = foldAccents(`${command.label} ${command.group}`);
  return foldAccents(typed)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
