import { periods, type Period } from '../../../monitoring/web/plots/periods.ts';
import { vitalKinds, type VitalKind } from '../../../vitals/core/reading.ts';

export const sections = [
  'summary',
  'vitals',
  'alerts',
  'person',
  'record',
  'devices',
  'metrics',
] as const;
export type Section = (typeof sections)[number];

/** Where in a chart somebody is: the section, and what is open in it. Ids and codes only. */
export interface ChartAddress {
  readonly section?: Section;
  readonly kind?: VitalKind;
  readonly days?: Period;
  readonly alert?: string;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the address of a chart; what is not in its form is left out. */
export function readChartAddress(search: Record<string, unknown>): ChartAddress {
  const section = sections.find((one) => one === search['section']);
  const kind = vitalKinds.find((one) => one === search['kind']);
  const days = periods.find((one) => String(one) === String(search['days']));
  const { alert } = search;
  return {
    ...(section && { section }),
    ...(kind && { kind }),
    ...(days && { days }),
    ...(typeof alert === 'string' && id.test(alert) && { alert }),
  };
}
