import { Group, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { formatAgo } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { Loaded } from '../../platform/web/loaded.tsx';
import { useNow } from '../../platform/web/now.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import type { ReadingView } from '../core/reading-view.ts';
import type { VitalKind } from '../core/reading.ts';
import { vitalOf, type Vitals } from '../core/vitals.ts';
import { useVitalsWords } from './chart-words.ts';
import classes from './latest.module.css';
import type { LimitBand } from './plot/limit-band.ts';
import { pointsOf } from './plot/plot-data.ts';
import { worstPassed } from './plot/summary.ts';
import { inSentence, readingText } from './reading-text.ts';
import { useReadingWords } from './reading-words.ts';
import { latestQuery, shownOf } from './vitals-query.ts';

const oldAfterMs = 7 * 86_400_000;

interface LatestReadingsProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
  /** The limits of a kind in a unit. */
  readonly bandsOf: (kind: VitalKind, unit: string) => readonly LimitBand[];
  readonly onOpen: (kind: VitalKind) => void;
}

/** The newest value of every vital sign, each of them the way to its picture. */
export function LatestReadings({ patientId, ...rest }: LatestReadingsProps) {
  const t = useVitalsWords();
  const latest = useQuery(latestQuery(patientId));
  return (
    <Loaded from={latest}>
      {({ readings }) =>
        readings.length === 0 ? (
          <Text>{t('plot.noneAtAll')}</Text>
        ) : (
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="xs">
            {readings.map((reading) => (
              <LatestReading key={reading.kind} reading={reading} {...rest} />
            ))}
          </SimpleGrid>
        )
      }
    </Loaded>
  );
}

type LatestReadingProps = Omit<LatestReadingsProps, 'patientId'> & {
  readonly reading: ReadingView;
};

function LatestReading({ reading, zone, vitals, bandsOf, onOpen }: LatestReadingProps) {
  const t = useVitalsWords();
  const words = useReadingWords();
  const say = useSay();
  const language = useLanguage();
  const now = useNow(60);
  const { kind, unit } = reading;
  const vital = vitalOf(vitals, kind);
  const label = say(vital.definition.label);
  const [point] = pointsOf(vital, { kind, readings: [reading], buckets: [] }, unit);
  const ids = vital.components.map((component) => component.id);
  const passed = point && worstPassed(point, ids, bandsOf(kind, unit));
  const age = now - Date.parse(reading.at);
  return (
    <UnstyledButton
      className={classes['reading']}
      onClick={() => onOpen(kind)}
      data-tone={passed?.tone}
      title={t('latest.open', { kind: inSentence(label) })}
    >
      <Stack gap={0}>
        <Text size="sm" c="gray.8">
          {label}
        </Text>
        <Text size="xl" fw={700}>
          {readingText(vitals, shownOf(reading), language)}
        </Text>
        {passed && (
          <Group gap={4} wrap="nowrap" c={passed.tone === 'alarm' ? 'red.9' : 'orange.9'}>
            <Icon name={passed.tone === 'alarm' ? 'critical' : 'warning'} size={14} />
            <Text size="sm" fw={600}>
              {t(passed.direction === 'high' ? 'table.beyondHigh' : 'table.beyondLow')}
            </Text>
          </Group>
        )}
        {reading.standing === 'unconfirmed' && (
          <Text size="sm">{words('placement.unconfirmed')}</Text>
        )}
        <Text
          size="sm"
          c={age > oldAfterMs ? 'orange.9' : 'gray.7'}
          fw={age > oldAfterMs ? 600 : 400}
        >
          <PatientTime at={reading.at} zone={zone} /> · {formatAgo(age, language)}
          {age > oldAfterMs && ` · ${t('latest.old')}`}
        </Text>
      </Stack>
    </UnstyledButton>
  );
}
