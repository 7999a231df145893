import type { Vital } from '../../../vitals/core/vitals.ts';
import type { OwnReading } from '../../contract.ts';
import { trendLines, trendSize } from './trend-lines.ts';

interface TrendProps {
  readonly vital: Vital;
  /** Oldest first. */
  readonly readings: readonly OwnReading[];
  /** The picture in words; the numbers stand in the table below. */
  readonly label: string;
}

/** How a vital sign went, without axes: one line for each value in the main unit. */
export function Trend({ vital, readings, label }: TrendProps) {
  const unit = readings.at(-1)?.unit;
  const components = vital.components.filter((one) => !one.ownUnit).map((one) => one.id);
  // Two units in one picture would draw a jump that never was.
  const lines = trendLines(
    components,
    readings.filter((reading) => reading.unit === unit),
  );
  if (lines.every((points) => points.length < 2)) return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${trendSize.width} ${trendSize.height}`}
      style={{ width: '100%', height: 'auto', display: 'block' }}
    >
      {lines.map((points, index) => (
        <g key={components[index]} stroke="#0a6775" fill="#0a6775">
          <polyline
            points={points.map((point) => point.join(',')).join(' ')}
            fill="none"
            strokeWidth={2}
            strokeDasharray={index === 0 ? undefined : '4 3'}
          />
          {points.slice(-1).map(([x, y]) => (
            <circle key="newest" cx={x} cy={y} r={4} />
          ))}
        </g>
      ))}
    </svg>
  );
}
