import { Alert, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';
import { useAct } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { leavePortal, type PortalHome } from '../../contract.ts';
import { AddReading } from './add-reading.tsx';
import { forgetKept } from './kept.ts';
import { MessagesScreen } from './messages-screen.tsx';
import { OwnReadings } from './own-readings.tsx';
import { usePatientWords } from './patient-words.ts';
import { PortalFrame } from './portal-frame.tsx';
import { TodayScreen } from './today-screen.tsx';
import { useOutbox } from './use-outbox.ts';
import { WaitingReadings } from './waiting-readings.tsx';

interface PortalScreensProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
  /** Undefined without a connection: readings can be added all the same. */
  readonly home: PortalHome | undefined;
  readonly offline: boolean;
}

const tabs = ['today', 'readings', 'messages'] as const;
type Tab = (typeof tabs)[number];

/** The screens of the patient; adding a reading stands before all of them. */
export function PortalScreens({ patientId, zone, vitals, home, offline }: PortalScreensProps) {
  const t = usePatientWords();
  const [tab, setTab] = useState<Tab>('today');
  const [adding, setAdding] = useState(false);
  const outbox = useOutbox(patientId);
  if (adding) {
    return (
      <PortalFrame>
        <AddReading
          vitals={vitals}
          zone={zone}
          first={home?.plan.find((one) => !one.done)?.kind ?? home?.readings.at(-1)?.kind}
          onSend={outbox.send}
          onBack={() => setAdding(false)}
        />
      </PortalFrame>
    );
  }
  return (
    <PortalFrame>
      <Stack gap="md">
        {home && (
          <Title order={2} size="h3">
            {home.proxy === null
              ? t('hello', { name: home.name })
              : t('proxy', { proxy: home.proxy, name: home.name })}
          </Title>
        )}
        {offline && (
          <Alert role="status" color="orange" icon={<Icon name="away" />}>
            <Text>{t('offline')}</Text>
          </Alert>
        )}
        <WaitingReadings vitals={vitals} outbox={outbox} zone={zone} />
        <Button size="lg" leftSection={<Icon name="note" />} onClick={() => setAdding(true)}>
          {t('today.add')}
        </Button>
        {home && (
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(value) => setTab(tabs.find((one) => one === value) ?? 'today')}
          >
            <Tabs.List grow aria-label={t('sections')} mb="md">
              {tabs.map((one) => (
                <Tabs.Tab key={one} value={one} fz="md">
                  {t(`tab.${one}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="today">
              <TodayScreen home={home} vitals={vitals} />
            </Tabs.Panel>
            <Tabs.Panel value="readings">
              <OwnReadings home={home} vitals={vitals} />
            </Tabs.Panel>
            <Tabs.Panel value="messages">
              <MessagesScreen home={home} />
            </Tabs.Panel>
          </Tabs>
        )}
        <Leave waiting={outbox.waiting.length} />
      </Stack>
    </PortalFrame>
  );
}

function Leave({ waiting }: { readonly waiting: number }) {
  const t = usePatientWords();
  const client = useQueryClient();
  const leave = useAct(leavePortal, { refresh: false });
  const go = async () => {
    await leave.mutateAsync({});
    forgetKept();
    client.clear();
    window.location.reload();
  };
  return (
    <Group mt="lg">
      <Button
        variant="subtle"
        disabled={waiting > 0}
        loading={leave.isPending}
        onClick={() => void go().catch(() => undefined)}
      >
        {t('leave')}
      </Button>
      {waiting > 0 && <Text size="sm">{t('leaveFirst')}</Text>}
    </Group>
  );
}
