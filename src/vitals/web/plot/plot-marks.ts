/** Something to see on the chart besides the readings. */
export interface PlotMark {
  readonly at: number;
  readonly kind: 'alert' | 'held';
  readonly tone: 'watch' | 'alarm';
  /** Where it is known, in the unit of the chart; otherwise on the upper edge. */
  readonly values?: Readonly<Record<string, number>>;
  readonly label: string;
}
