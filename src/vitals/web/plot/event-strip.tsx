import { HoverCard, Stack, Text } from '@mantine/core';

import { formatMoment } from '../../../platform/web/format.ts';
import { Icon, type IconName } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useVitalsWords } from '../chart-words.ts';
import { timeRange } from './axis.ts';
import { clusterEvents, type ChartEvent } from './chart-events.ts';
import type { ChartView } from './chart-view.ts';
import classes from './plot.module.css';

const icons = {
  medication: 'note',
  contact: 'phone',
  encounter: 'person',
  handOff: 'handOff',
} as const satisfies Record<ChartEvent['kind'], IconName>;

interface EventStripProps {
  readonly view: Pick<ChartView, 'span' | 'zone'>;
  readonly events: readonly ChartEvent[];
}

/** Below the picture, on the same time axis: what was done for the patient. */
export function EventStrip({ view, events }: EventStripProps) {
  const t = useVitalsWords();
  const from = Date.parse(view.span.from);
  const [, to] = timeRange(from, Date.parse(view.span.to));
  const groups = clusterEvents(events, from, to);
  if (groups.length === 0) return null;
  return (
    <div className={classes['strip']} role="group" aria-label={t('events.title')}>
      {groups.map((group) => (
        <EventGroup
          key={group.at}
          events={group.events}
          place={(group.at - from) / (to - from)}
          zone={view.zone}
        />
      ))}
    </div>
  );
}

interface EventGroupProps {
  readonly events: readonly ChartEvent[];
  /** From 0 at the left end to 1. */
  readonly place: number;
  readonly zone: string;
}

function EventGroup({ events, place, zone }: EventGroupProps) {
  const t = useVitalsWords();
  const language = useLanguage();
  const now = useNow(900);
  const lines = events.map(
    (event) =>
      `${formatMoment(event.at, zone, language, now)} · ${t(`events.${event.kind}`)}: ${event.label}`,
  );
  const [first] = events;
  const told = lines.join('; ');
  const name =
    events.length > 1 ? `${t('events.several', { count: events.length })}: ${told}` : told;
  return (
    <HoverCard withinPortal shadow="md">
      <HoverCard.Target>
        <button type="button" aria-label={name} style={{ left: `${place * 100}%` }}>
          {events.length > 1 ? (
            <Text span size="xs" fw={700}>
              {events.length}
            </Text>
          ) : (
            first && <Icon name={icons[first.kind]} size={14} />
          )}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Stack gap={2}>
          {lines.map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Stack>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
