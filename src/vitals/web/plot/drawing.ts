import type uPlot from 'uplot';

import type { LimitBand, Zone } from './limit-band.ts';

/** Strokes and fills; where a colour means something, a shape means it too. */
export const ink = {
  components: ['#0a6775', '#6741d9', '#495057'],
  zones: ['rgba(10, 103, 117, 0.10)', 'rgba(103, 65, 217, 0.10)', 'rgba(73, 80, 87, 0.08)'],
  watch: '#b35309',
  alarm: '#c92a2a',
  grey: '#495057',
  white: '#ffffff',
} as const;

/** Draws in pixels of the canvas; `size` turns pixels of the page into them. */
export interface Pen {
  readonly plot: uPlot;
  readonly canvas: CanvasRenderingContext2D;
  readonly size: (pixels: number) => number;
}

/** A pen that stays inside the picture until `put` is called. */
export function takePen(plot: uPlot): Pen & { readonly put: () => void } {
  const canvas = plot.ctx;
  canvas.save();
  const { left, top, width, height } = plot.bbox;
  canvas.beginPath();
  canvas.rect(left, top - 1, width, height + 2);
  canvas.clip();
  return {
    plot,
    canvas,
    size: (pixels) => pixels * devicePixelRatio,
    put: () => canvas.restore(),
  };
}

function yOf({ plot }: Pen, value: number): number {
  return plot.valToPos(value, 'y', true);
}

/** Shades where the values of a component are inside of all limits. */
export function drawZone(pen: Pen, zone: Zone, fill: string): void {
  const { left, top, width, height } = pen.plot.bbox;
  const upper = zone.high === null ? top : Math.max(top, yOf(pen, zone.high));
  const lower = zone.low === null ? top + height : Math.min(top + height, yOf(pen, zone.low));
  pen.canvas.fillStyle = fill;
  pen.canvas.fillRect(left, upper, width, Math.max(0, lower - upper));
}

/** Whose limit it is, where several components share a picture. */
export interface LimitLabel {
  readonly text: string;
  readonly color: string;
  /** Limits of the first component go across; those of another would cut its values and keep to the right. */
  readonly side: 'across' | 'right';
}

const stubWidth = 90;

/** A limit as a dashed line, red and longer dashed where it asks for somebody at once, with its name. */
export function drawLimit(pen: Pen, band: LimitBand, label: LimitLabel): void {
  const { canvas, plot, size } = pen;
  const y = yOf(pen, band.value);
  const { left, width } = plot.bbox;
  const right = left + width;
  canvas.strokeStyle = ink[band.tone];
  canvas.lineWidth = size(band.own ? 2 : 1);
  canvas.setLineDash(band.tone === 'alarm' ? [size(8), size(4)] : [size(2), size(4)]);
  line(pen, label.side === 'across' ? left : right - size(stubWidth), y, right, y);
  canvas.setLineDash([]);
  canvas.fillStyle = label.color;
  canvas.font = `${size(11)}px system-ui, sans-serif`;
  canvas.textAlign = label.side === 'across' ? 'left' : 'right';
  canvas.textBaseline = band.direction === 'high' ? 'bottom' : 'top';
  const x = label.side === 'across' ? left + size(4) : right - size(4);
  canvas.fillText(label.text, x, y + size(band.direction === 'high' ? -1 : 2));
}

/** From the lowest to the highest value of a stretch of time. */
export function drawSpread(pen: Pen, x: number, low: number, high: number, stroke: string): void {
  const { canvas, size } = pen;
  canvas.globalAlpha = 0.35;
  canvas.strokeStyle = stroke;
  canvas.lineWidth = size(2);
  line(pen, x, yOf(pen, low), x, yOf(pen, high));
  canvas.globalAlpha = 1;
}

function line({ canvas }: Pen, fromX: number, fromY: number, toX: number, toY: number): void {
  canvas.beginPath();
  canvas.moveTo(fromX, fromY);
  canvas.lineTo(toX, toY);
  canvas.stroke();
}

export type Shape = 'circle' | 'square' | 'up' | 'down' | 'diamond';

/** One point; hollow when the reading is not confirmed. */
export function drawPoint(
  pen: Pen,
  at: { readonly x: number; readonly y: number },
  look: {
    readonly shape: Shape;
    readonly color: string;
    readonly hollow: boolean;
    readonly radius: number;
  },
): void {
  const { canvas, size } = pen;
  canvas.beginPath();
  outline(canvas, look.shape, at.x, at.y, size(look.radius));
  canvas.closePath();
  canvas.fillStyle = look.hollow ? ink.white : look.color;
  canvas.strokeStyle = look.color;
  canvas.lineWidth = size(1.5);
  canvas.fill();
  canvas.stroke();
}

function outline(canvas: CanvasRenderingContext2D, shape: Shape, x: number, y: number, r: number) {
  switch (shape) {
    case 'circle':
      canvas.arc(x, y, r, 0, 2 * Math.PI);
      return;
    case 'square':
      canvas.rect(x - r, y - r, 2 * r, 2 * r);
      return;
    case 'up':
    case 'down': {
      const tip = shape === 'up' ? -r : r;
      canvas.moveTo(x, y + tip);
      canvas.lineTo(x - r, y - tip);
      canvas.lineTo(x + r, y - tip);
      return;
    }
    case 'diamond':
      canvas.moveTo(x, y - r);
      canvas.lineTo(x + r, y);
      canvas.lineTo(x, y + r);
      canvas.lineTo(x - r, y);
  }
}

/** A flag from the upper edge down to the line: an alert began here. */
export function drawFlag(pen: Pen, x: number, y: number, color: string): void {
  const { canvas, plot, size } = pen;
  canvas.strokeStyle = color;
  canvas.lineWidth = size(1);
  line(pen, x, plot.bbox.top, x, y);
  canvas.fillStyle = color;
  canvas.beginPath();
  canvas.roundRect(x - size(6), plot.bbox.top, size(12), size(15), size(3));
  canvas.fill();
  write(pen, '!', x, plot.bbox.top + size(8), ink.white);
}

/** A sign in a small box, as "?" for a value on hold. */
export function drawSign(pen: Pen, sign: string, x: number, y: number, color: string): void {
  drawPoint(pen, { x, y }, { shape: 'square', color, hollow: true, radius: 7 });
  write(pen, sign, x, y, color);
}

function write({ canvas, size }: Pen, text: string, x: number, y: number, color: string): void {
  canvas.fillStyle = color;
  canvas.font = `bold ${size(11)}px system-ui, sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.fillText(text, x, y);
}
