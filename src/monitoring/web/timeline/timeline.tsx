import { Chip, Group, Loader, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { dayIn, formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { useVitalsWords } from '../../../vitals/web/chart-words.ts';
import { usePeriodText } from '../../../vitals/web/plot/use-summary-text.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { TimelineLine } from './timeline-line.tsx';
import { byDay, entryTypes, type EntryType, type TimelineDay } from './timeline-entry.ts';
import { useTimeline } from './use-entries.ts';

interface TimelineProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
  readonly onOpenAlert: (alertId: string) => void;
}

const spans = [7, 30, 90] as const;
const dayMs = 86_400_000;

/** The patient's story by days, newest first. */
export function Timeline({ patientId, zone, vitals, onOpenAlert }: TimelineProps) {
  const t = useMonitoringWords();
  const platform = usePlatformWords();
  const now = useNow(60);
  const [days, setDays] = useState<number>(30);
  const [types, setTypes] = useState<readonly EntryType[]>(entryTypes);
  const { entries, pending } = useTimeline(patientId, zone, vitals, days);
  const wanted = entries.filter((entry) => types.includes(entry.type));
  const shown = byDay(wanted, now - days * dayMs, (at) => dayIn(at, zone));
  return (
    <Stack component="section" gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('timeline.title')}
        </Title>
        <SpanSwitch days={days} onChange={setDays} />
      </Group>
      <TypeChoice types={types} onChange={setTypes} />
      {shown.map((day) => (
        <Day key={day.day} day={day} zone={zone} onOpenAlert={onOpenAlert} />
      ))}
      {pending && <Loader size="sm" role="status" aria-label={platform('loading')} />}
      {!pending && shown.length === 0 && <Text>{t('timeline.empty')}</Text>}
    </Stack>
  );
}

function SpanSwitch({
  days,
  onChange,
}: {
  readonly days: number;
  readonly onChange: (days: number) => void;
}) {
  const t = useVitalsWords();
  const text = usePeriodText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('plot.period')}
      value={String(days)}
      data={spans.map((one) => ({ value: String(one), label: text(one) }))}
      onChange={(value) => onChange(Number(value))}
    />
  );
}

interface TypeChoiceProps {
  readonly types: readonly EntryType[];
  readonly onChange: (types: readonly EntryType[]) => void;
}

function TypeChoice({ types, onChange }: TypeChoiceProps) {
  const t = useMonitoringWords();
  return (
    <Group gap={6} role="group" aria-label={t('timeline.show')}>
      {entryTypes.map((type) => (
        <Chip
          key={type}
          size="xs"
          variant="outline"
          checked={types.includes(type)}
          onChange={(on) => onChange(on ? [...types, type] : types.filter((one) => one !== type))}
        >
          {t(`timeline.type.${type}`)}
        </Chip>
      ))}
    </Group>
  );
}

interface DayProps {
  readonly day: TimelineDay;
  readonly zone: string;
  readonly onOpenAlert: (alertId: string) => void;
}

function Day({ day, zone, onOpenAlert }: DayProps) {
  const name = useDayName(zone);
  return (
    <Stack gap={2}>
      <Title order={3} size="h6" c="gray.8">
        {name(day.day)}
      </Title>
      {day.entries.map((entry) => (
        <TimelineLine key={entry.key} entry={entry} zone={zone} onOpenAlert={onOpenAlert} />
      ))}
    </Stack>
  );
}

function useDayName(zone: string): (day: string) => string {
  const t = useMonitoringWords();
  const language = useLanguage();
  const now = useNow(60);
  return (day) => {
    const date = formatDay(day, language);
    if (day === dayIn(now, zone)) return `${t('timeline.day.today')}, ${date}`;
    if (day === dayIn(now - dayMs, zone)) return `${t('timeline.day.yesterday')}, ${date}`;
    return date;
  };
}
