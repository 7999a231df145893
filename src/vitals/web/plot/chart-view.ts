import type { Span } from '../vitals-query.ts';
import type { Vital, Vitals } from '../../core/vitals.ts';
import type { LimitBand } from './limit-band.ts';
import type { PlotPoint } from './plot-data.ts';
import type { PlotMark } from './plot-marks.ts';

/** Everything that one vital sign's chart, its legend, its sentence and its table show. */
export interface ChartView {
  readonly vitals: Vitals;
  readonly vital: Vital;
  /** Oldest first, in `unit`. */
  readonly points: readonly PlotPoint[];
  readonly unit: string;
  readonly span: Span;
  readonly days: number;
  /** The patient's. */
  readonly zone: string;
  readonly bands: readonly LimitBand[];
  readonly marks: readonly PlotMark[];
}
