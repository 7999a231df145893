import type { Person } from '../../../people/core/schemas.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import type { ChartAddress } from './chart-address.ts';

/** What every section of a chart is given. */
export interface SectionProps {
  readonly person: Person;
  readonly vitals: Vitals;
  readonly address: ChartAddress;
  /** Goes to another place of the chart; what is not given stays. */
  readonly onGo: (change: ChartAddress) => void;
}
