import { Type } from 'typebox';

import { effectiveOn, type Content } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { Baseline } from '../core/metrics/baseline.ts';
import { GlucoseSensor } from '../core/metrics/glucose-sensor.ts';
import { HomePressure } from '../core/metrics/home-pressure.ts';
import { PeakFlow } from '../core/metrics/peak-flow.ts';

const Metric = Type.Union([Baseline, GlucoseSensor, HomePressure, PeakFlow]);
type Metric = Baseline | GlucoseSensor | HomePressure | PeakFlow;
type MetricId = Metric['id'];

/** Reads content/metrics; throws ContentError when a definition is wrong. */
export function loadMetrics(folder = `${contentRoot}metrics`): readonly Content<Metric>[] {
  return loadContent(folder, Metric);
}

let release: readonly Content<Metric>[] | undefined;

/** The definition of a metric in force on a day, YYYY-MM-DD; throws when there is none. */
export function metricInForce<Id extends MetricId>(
  id: Id,
  day: string,
): Content<Extract<Metric, { id: Id }>> {
  release ??= loadMetrics();
  const found = effectiveOn(release, day).find(({ definition }) => definition.id === id);
  if (found === undefined) throw new Error(`content/metrics has no ${id} in force on ${day}.`);
  return found as Content<Extract<Metric, { id: Id }>>;
}
