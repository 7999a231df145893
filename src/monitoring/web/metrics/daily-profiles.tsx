import { Text, Title } from '@mantine/core';

import { formatDay, formatNumber } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { GlucoseProfile, ProfileDay } from '../../core/metrics/glucose-profile.ts';
import type { GlucoseRange } from '../../core/metrics/glucose-sensor.ts';
import classes from './metrics.module.css';
import { useMetricsWords } from './metrics-words.ts';
import { glucoseEnds, pointsText, profileScale, runsOf } from './profile-scale.ts';

const [width, height] = [112, 56];

interface DailyProfilesProps {
  readonly profile: GlucoseProfile;
  readonly range: GlucoseRange;
}

/** Each day as a small picture on the same scale, the newest last. */
export function DailyProfiles({ profile, range }: DailyProfilesProps) {
  const t = useMetricsWords();
  return (
    <div>
      <Title order={3} size="h5" mb={6}>
        {t('glucose.dailyTitle')}
      </Title>
      <ul className={classes['days']}>
        {profile.days.map((day) => (
          <li key={day.day}>
            <DayPicture day={day} profile={profile} range={range} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function DayPicture({ day, profile, range }: DailyProfilesProps & { readonly day: ProfileDay }) {
  const t = useMetricsWords();
  const language = useLanguage();
  const scale = profileScale(
    { left: 0, right: width, top: 2, bottom: height - 2 },
    glucoseEnds(profile.unit, Math.max(...day.bins.map((value) => value ?? 0))),
  );
  const percent = formatNumber(Math.round(day.inRangePercent), language);
  const { binMinutes } = profile;
  const runs = runsOf(day.bins, (value, bin) =>
    value === null ? undefined : ([scale.x((bin + 0.5) * binMinutes), scale.y(value)] as const),
  );
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        role="img"
        aria-label={t('glucose.dayLabel', {
          ...{ day: formatDay(day.day, language), count: day.readings, percent },
        })}
      >
        <rect
          className={classes['target']}
          width={width}
          y={scale.y(range.high)}
          height={scale.y(range.low) - scale.y(range.high)}
        />
        {runs.map((run, index) => (
          <polyline key={index} className={classes['day']} points={pointsText(run)} />
        ))}
      </svg>
      <Text size="xs" aria-hidden="true">
        {formatDay(day.day, language).replace(/,? \d{4}$| de \d{4}$/, '')} · {percent}%
      </Text>
    </>
  );
}
