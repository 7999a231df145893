/** What keeps a metric from being told: how much of it there is, and how much it takes. */
export interface Lack {
  readonly of: 'readings' | 'days' | 'active-percent';
  readonly have: number;
  readonly need: number;
}
