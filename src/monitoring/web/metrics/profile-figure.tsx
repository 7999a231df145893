import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';

import { formatNumber, formatTime } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { GlucoseProfile, ProfileBin } from '../../core/metrics/glucose-profile.ts';
import type { GlucoseRange } from '../../core/metrics/glucose-sensor.ts';
import classes from './metrics.module.css';
import { useMetricsWords } from './metrics-words.ts';
import {
  glucoseEnds,
  pointsText,
  profileScale,
  runsOf,
  type ProfileScale,
} from './profile-scale.ts';

const height = 300;
const narrow = 520;
const minuteMs = 60_000;

interface ProfileFigureProps {
  readonly profile: GlucoseProfile;
  readonly range: GlucoseRange;
}

/** The ambulatory glucose profile as clinicians know it: median, two bands, the target range behind. */
export function ProfileFigure({ profile, range }: ProfileFigureProps) {
  const t = useMetricsWords();
  const label = useProfileLabel(profile, range);
  const { ref, width } = useElementSize();
  if (label === undefined) return <Text>{t('glucose.profileNone')}</Text>;
  const highest = Math.max(...profile.bins.map(({ lines }) => lines?.[4] ?? 0));
  const scale = profileScale(
    { left: 44, right: Math.max(240, width) - 14, top: 10, bottom: height - 26 },
    glucoseEnds(profile.unit, highest),
  );
  return (
    <div ref={ref}>
      {width > 0 && (
        <svg width={Math.max(240, width)} height={height} role="img" aria-label={label}>
          <Background scale={scale} range={range} profile={profile} isNarrow={width < narrow} />
          <Band profile={profile} scale={scale} from={0} to={4} className={classes['most'] ?? ''} />
          <Band
            profile={profile}
            scale={scale}
            from={1}
            to={3}
            className={classes['middle'] ?? ''}
          />
          {runsOf(profile.bins, (bin) => place(bin, 2, profile, scale)).map((run, index) => (
            <polyline key={index} className={classes['median']} points={pointsText(run)} />
          ))}
        </svg>
      )}
      <Legend />
    </div>
  );
}

interface BackgroundProps extends ProfileFigureProps {
  readonly scale: ProfileScale;
  readonly isNarrow: boolean;
}

function Background({ scale, range, profile, isNarrow }: BackgroundProps) {
  const language = useLanguage();
  const { left, right, top, bottom, x, y } = scale;
  const hours = isNarrow ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24];
  const [veryLow, low, high, veryHigh] = [range.veryLow, range.low, range.high, range.veryHigh];
  const decimals = profile.unit === 'mmol/L' ? 1 : 0;
  return (
    <g>
      <rect
        className={classes['target']}
        x={left}
        width={right - left}
        y={y(high)}
        height={y(low) - y(high)}
      />
      {hours.map((hour) => (
        <g key={hour}>
          <line
            className={classes['grid']}
            x1={x(hour * 60)}
            x2={x(hour * 60)}
            y1={top}
            y2={bottom}
          />
          <text
            className={classes['axis']}
            x={x(hour * 60)}
            y={bottom + 18}
            textAnchor={hour === 24 ? 'end' : hour === 0 ? 'start' : 'middle'}
          >
            {formatTime(hour * 60 * minuteMs, 'UTC', language).replace(':00', '')}
          </text>
        </g>
      ))}
      {[veryLow, low, high, veryHigh].map((value, index) =>
        value === undefined ? null : (
          <g key={value}>
            <line
              className={index === 1 || index === 2 ? classes['targetEdge'] : classes['grid']}
              x1={left}
              x2={right}
              y1={y(value)}
              y2={y(value)}
            />
            <text className={classes['axis']} x={left - 6} y={y(value) + 4} textAnchor="end">
              {formatNumber(value, language, decimals)}
            </text>
          </g>
        ),
      )}
    </g>
  );
}

interface BandProps {
  readonly profile: GlucoseProfile;
  readonly scale: ProfileScale;
  readonly from: number;
  readonly to: number;
  readonly className: string;
}

function Band({ profile, scale, from, to, className }: BandProps) {
  const runs = runsOf(profile.bins, (bin) => {
    const [upper, lower] = [place(bin, to, profile, scale), place(bin, from, profile, scale)];
    return upper === undefined || lower === undefined ? undefined : ([upper, lower] as const);
  });
  return (
    <g>
      {runs.map((run, index) => {
        const upper = run.map(([one]) => one);
        const lower = run.map(([, one]) => one).toReversed();
        return (
          <polygon key={index} className={className} points={pointsText([...upper, ...lower])} />
        );
      })}
    </g>
  );
}

/** The middle of a bin's time on one of its lines. */
function place(
  { minute, lines }: ProfileBin,
  line: number,
  { binMinutes }: GlucoseProfile,
  { x, y }: ProfileScale,
): readonly [number, number] | undefined {
  const value = lines?.[line];
  return value === undefined ? undefined : [x(minute + binMinutes / 2), y(value)];
}

function useProfileLabel(profile: GlucoseProfile, range: GlucoseRange): string | undefined {
  const t = useMetricsWords();
  const language = useLanguage();
  const medians = profile.bins.flatMap(({ minute, lines }) => {
    const median = lines?.[2];
    return median === undefined ? [] : [{ minute, median }];
  });
  const sorted = medians.toSorted((a, b) => a.median - b.median);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return undefined;
  const decimals = profile.unit === 'mmol/L' ? 1 : 0;
  const number = (value: number) => formatNumber(value, language, decimals);
  const time = (minute: number) => formatTime(minute * minuteMs, 'UTC', language);
  return t('glucose.profileLabel', {
    unit: profile.unit,
    ...{ highAt: time(highest.minute), high: number(highest.median) },
    ...{ lowAt: time(lowest.minute), low: number(lowest.median) },
    ...{ from: number(range.low), to: number(range.high) },
  });
}

function Legend() {
  const t = useMetricsWords();
  return (
    <ul className={classes['legend']} aria-hidden="true">
      <li>
        <svg width="24" height="12">
          <line className={classes['median']} x1="0" x2="24" y1="6" y2="6" />
        </svg>
        {t('glucose.median')}
      </li>
      {(['middle', 'most'] as const).map((band) => (
        <li key={band}>
          <svg width="24" height="12">
            <rect className={classes[band]} width="24" height="12" />
          </svg>
          {t(`glucose.${band}`)}
        </li>
      ))}
      <li>
        <svg width="24" height="12">
          <rect className={classes['target']} width="24" height="12" />
          <line className={classes['targetEdge']} x1="0" x2="24" y1="1" y2="1" />
        </svg>
        {t('glucose.targetRange')}
      </li>
    </ul>
  );
}
