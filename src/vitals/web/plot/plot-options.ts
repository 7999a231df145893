import uPlot from 'uplot';

import type { Language } from '../../../platform/core/text.ts';
import { timeLabels, timeRange, valueLabels, valueRange } from './axis.ts';
import {
  drawFlag,
  drawLimit,
  drawPoint,
  drawSign,
  drawSpread,
  drawZone,
  ink,
  takePen,
  type Pen,
  type Shape,
} from './drawing.ts';
import { passedBand, zonesOf, type LimitBand } from './limit-band.ts';
import type { PlotPoint } from './plot-data.ts';
import type { PlotMark } from './plot-marks.ts';

export interface Picture {
  /** Components drawn together, first one first. */
  readonly componentIds: readonly string[];
  /** Their names, in the reader's language. */
  readonly labels: readonly string[];
  readonly points: readonly PlotPoint[];
  readonly bands: readonly LimitBand[];
  readonly marks: readonly PlotMark[];
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly language: Language;
  readonly height: number;
}

/** Space for the labels of the value axis and at the right edge; events below are laid out by it too. */
export const margins = { left: 48, right: 24 } as const;

// Closer than this (in pixels) points would hide the line; what is out of the zone is drawn always.
const pointSpacing = 7;

/** What the chart library must know to draw one picture. */
export function plotOptions(
  picture: Picture,
  width: number,
  onPoint: (point: PlotPoint | undefined) => void,
): uPlot.Options {
  const { componentIds, zone, language, from, to } = picture;
  const axisFont = '12px system-ui, sans-serif';
  const quiet = {
    stroke: ink.grey,
    font: axisFont,
    grid: { stroke: '#e9ecef', width: 1 },
  } as const;
  const range = valueRange(valuesShown(picture));
  const [left, right] = timeRange(from, to);
  return {
    width,
    height: picture.height,
    ms: 1e-3,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone),
    padding: [4, margins.right, 0, 0],
    legend: { show: false },
    cursor: {
      drag: { x: false, y: false, setScale: false },
      y: false,
      points: { show: false },
    },
    scales: { x: { time: true, range: [left / 1_000, right / 1_000] }, y: { range } },
    axes: [
      { ...quiet, size: 28, space: 64, values: timeLabels(zone, language) },
      { ...quiet, size: margins.left, space: 28, values: valueLabels(language) },
    ],
    series: [
      {},
      ...componentIds.map((_, index) => ({
        stroke: ink.components[index] ?? ink.grey,
        width: 1.5,
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawUnder(plot, picture)],
      draw: [(plot) => drawOver(plot, picture)],
      setCursor: [(plot) => onPoint(pointAt(plot, picture))],
    },
  };
}

/** What must fit into the picture. A value on hold need not: an impossible one would flatten the rest. */
function valuesShown({ componentIds, points, bands }: Picture): number[] {
  const values = componentIds.flatMap((id) =>
    points.flatMap(({ values: told, low, high }) => [told[id], low?.[id], high?.[id]]),
  );
  const zones = zonesOf(bands).filter((zone) => componentIds.includes(zone.component));
  return [...values, ...zones.flatMap((zone) => [zone.low, zone.high])].filter(
    (value) => value !== undefined && value !== null,
  );
}

function drawUnder(plot: uPlot, { componentIds, bands, labels }: Picture): void {
  const pen = takePen(plot);
  for (const zone of zonesOf(bands)) {
    const index = componentIds.indexOf(zone.component);
    if (index >= 0) drawZone(pen, zone, ink.zones[index] ?? ink.zones[0]);
  }
  for (const band of bands) {
    const index = componentIds.indexOf(band.component);
    if (index < 0) continue;
    drawLimit(pen, band, {
      text: componentIds.length > 1 ? `${labels[index] ?? ''} ${band.value}` : '',
      color: ink.components[index] ?? ink.grey,
      side: index === 0 ? 'across' : 'right',
    });
  }
  pen.put();
}

const shapes = ['circle', 'square', 'diamond'] as const satisfies readonly Shape[];

function drawOver(plot: uPlot, picture: Picture): void {
  const pen = takePen(plot);
  for (const mark of picture.marks) drawMark(pen, mark, picture);
  for (const [index, id] of picture.componentIds.entries()) {
    for (const point of picture.points) drawValue(pen, point, id, index, picture);
  }
  pen.put();
}

function drawValue(pen: Pen, point: PlotPoint, id: string, index: number, picture: Picture): void {
  const { plot } = pen;
  const color = ink.components[index] ?? ink.grey;
  const x = plot.valToPos(point.at / 1_000, 'x', true);
  if (point.beyond !== null && index === 0) {
    const high = point.beyond === 'HI';
    const y = high ? plot.bbox.top + pen.size(8) : plot.bbox.top + plot.bbox.height - pen.size(8);
    drawPoint(
      pen,
      { x, y },
      { shape: high ? 'up' : 'down', color: ink.alarm, hollow: false, radius: 6 },
    );
  }
  const { low, high } = extremesOf(point, id);
  if (low === undefined || high === undefined) return;
  if (low !== high) drawSpread(pen, x, low, high, color);
  const worst = [high, low].find((value) => passedBand(picture.bands, id, value) !== undefined);
  const passed = worst === undefined ? undefined : passedBand(picture.bands, id, worst);
  const hollow = point.reading?.standing === 'unconfirmed';
  if (worst !== undefined && passed !== undefined) {
    const shape = passed.direction === 'high' ? 'up' : 'down';
    const y = plot.valToPos(worst, 'y', true);
    drawPoint(pen, { x, y }, { shape, color: ink[passed.tone], hollow, radius: 4.5 });
  } else if (hollow || isSparse(pen, picture)) {
    const y = plot.valToPos(point.values[id] ?? low, 'y', true);
    drawPoint(pen, { x, y }, { shape: shapes[index] ?? 'circle', color, hollow, radius: 2.5 });
  }
}

function isSparse({ plot, size }: Pen, { points }: Picture): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return true;
  const width =
    plot.valToPos(last.at / 1_000, 'x', true) - plot.valToPos(first.at / 1_000, 'x', true);
  return points.length < 3 || width / (points.length - 1) >= size(pointSpacing);
}

function extremesOf({ values, low, high }: PlotPoint, id: string) {
  return { low: low?.[id] ?? values[id], high: high?.[id] ?? values[id] };
}

function drawMark(pen: Pen, mark: PlotMark, { componentIds, points }: Picture): void {
  const { plot } = pen;
  const x = plot.valToPos(mark.at / 1_000, 'x', true);
  const [first = ''] = componentIds;
  const value = mark.values?.[first] ?? nearest(points, mark.at)?.values[first];
  const top = plot.bbox.top + pen.size(8);
  const bottom = plot.bbox.top + plot.bbox.height - pen.size(8);
  const wanted = value === undefined ? top : plot.valToPos(value, 'y', true);
  const y = Math.min(Math.max(wanted, top), bottom);
  if (mark.kind === 'alert') drawFlag(pen, x, y, ink[mark.tone]);
  else drawSign(pen, '?', x, y, ink.grey);
}

function pointAt(plot: uPlot, { points }: Picture): PlotPoint | undefined {
  const { left } = plot.cursor;
  if (left === undefined || left < 0) return undefined;
  return nearest(points, plot.posToVal(left, 'x') * 1_000);
}

/** The point closest in time; points are in order. */
function nearest(points: readonly PlotPoint[], at: number): PlotPoint | undefined {
  let from = 0;
  let to = points.length - 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const here = Math.abs((points[middle]?.at ?? 0) - at);
    const next = Math.abs((points[middle + 1]?.at ?? Infinity) - at);
    if (next <= here) from = middle + 1;
    else to = middle;
  }
  return points[from];
}
