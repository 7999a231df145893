import { Button, Group, List, Paper, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { ShownReading } from '../../core/format.ts';
import type { GattReading } from '../../core/gatt/measurement.ts';
import { vitalOf, type Vitals } from '../../core/vitals.ts';
import { readingText } from '../reading-text.ts';
import { useBluetoothWords } from './bluetooth-words.ts';
import type { LinkedDevice } from './device-link.ts';
import { asksWhen } from './measured-when.ts';

interface MeasuredValueProps {
  readonly vitals: Vitals;
  readonly zone: string;
  readonly reader: 'patient' | 'staff';
  readonly device: LinkedDevice;
  readonly reading: GattReading;
  /** How many wait behind it. */
  readonly more: number;
  readonly busy: boolean;
  readonly onConfirm: (at: string | undefined) => void;
  readonly onLeaveOut: () => void;
}

/** One measurement in large letters, with what the device remarks, to be confirmed or left out. */
export function MeasuredValue(props: MeasuredValueProps) {
  const { vitals, zone, reader, device, reading, more, busy, onConfirm, onLeaveOut } = props;
  const t = useBluetoothWords();
  const say = useSay();
  const language = useLanguage();
  const [now] = useState(() => Date.now());
  const [when, setWhen] = useState('');
  const { wallClock, notes } = reading;
  const asked = asksWhen(wallClock, zone, now);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <div role="status">
          <Text c="gray.8">{say(vitalOf(vitals, reading.kind).definition.label)}</Text>
          <Text fz={36} fw={700} lh={1.2}>
            {readingText(vitals, shownOf(reading), language)}
          </Text>
          <Text c="gray.8">{t('from', { device: device.name ?? t('unnamed') })}</Text>
        </div>
        {notes.length > 0 && (
          <div>
            <Text fw={600}>{t('notes.title')}</Text>
            <List>
              {notes.map((note) => (
                <List.Item key={note}>{t(`notes.${note}`)}</List.Item>
              ))}
            </List>
          </div>
        )}
        {asked && wallClock !== undefined && (
          <When wallClock={wallClock} now={now} value={when} onChange={setWhen} />
        )}
        {more > 0 && <Text size="sm">{t('more', { count: more })}</Text>}
        <Group gap="xs">
          <Button
            loading={busy}
            disabled={asked && when === ''}
            onClick={() => onConfirm(when === 'now' ? undefined : wallClock)}
          >
            {t('confirm')}
          </Button>
          <Button variant="default" disabled={busy} onClick={onLeaveOut}>
            {reader === 'patient' ? t('leaveOut') : t('leaveOutStaff')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

interface WhenProps {
  readonly wallClock: string;
  readonly now: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function When({ wallClock, now, value, onChange }: WhenProps) {
  const t = useBluetoothWords();
  const language = useLanguage();
  // A wall clock has no zone: written as if it were UTC, it is read back the same.
  const time = formatMoment(`${wallClock}Z`, 'UTC', language, now);
  return (
    <Radio.Group label={t('when', { time })} value={value} onChange={onChange}>
      <Stack gap={6} mt={4}>
        <Radio value="now" label={t('whenNow')} />
        <Radio value="device" label={t('whenDevice', { time })} />
      </Stack>
    </Radio.Group>
  );
}

function shownOf({ kind, values, unit }: GattReading): ShownReading {
  const { value } = values;
  if (value === 'HI' || value === 'LO') return { kind, values: {}, unit, beyond: value };
  return { kind, values: values as Readonly<Record<string, number>>, unit };
}
