import { productMappings } from '../ingest/server/service/mappings.ts';
import { loadProtocols } from '../monitoring/server/content.ts';
import { loadMetrics } from '../monitoring/server/metric-content.ts';
import { loadPolicies } from '../monitoring/server/policies.ts';
import { loadPrograms } from '../people/server/service/enrolments.ts';
import { loadVitals } from '../vitals/server/definitions.ts';
import { loadValidationList } from '../vitals/server/validation-list.ts';
import { loadHolidayRules, loadWorkContent } from '../work/server/content.ts';

const loaders: Readonly<Record<string, () => unknown>> = {
  vitals: () => loadVitals(new Date().toISOString().slice(0, 10)),
  devices: () => loadValidationList(new Date().toISOString().slice(0, 10)),
  protocols: () => loadProtocols(),
  metrics: () => loadMetrics(),
  policies: () => loadPolicies(),
  programs: () => loadPrograms(),
  work: () => loadWorkContent(),
  calendar: () => loadHolidayRules(),
  mappings: () => productMappings(new Date().toISOString().slice(0, 10)),
};

/** Loads every kind of content as a start does and gives their names; throws ContentError with file and line. */
export function loadAllContent(): string[] {
  for (const load of Object.values(loaders)) load();
  return Object.keys(loaders);
}
