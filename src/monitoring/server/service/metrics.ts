import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import { vitalKinds } from '../../../vitals/core/reading.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import type { readMetrics } from '../../contract/metrics.ts';
import { ageYearsAt } from '../../core/applicability.ts';
import { homePressure, type AveragePolicy } from '../../core/metrics/home-pressure.ts';
import { pressureCategory } from '../../core/metrics/pressure-category.ts';
import { dayMs } from '../../core/numbers.ts';
import type { Protocol } from '../../core/protocol.ts';
import { metricInForce } from '../metric-content.ts';
import { loadProfiles } from '../profiles.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { baselinesOf } from './metric-baselines.ts';
import { definitionOf, protocolsFor, type MetricInput } from './metric-input.ts';
import { peakFlowOf } from './metric-peak-flow.ts';
import { scoreOf } from './metric-score.ts';
import { pressurePolicyOn } from './metric-settings.ts';

/** Before `until`: the longest stretch that a metric of this module looks back, and what a baseline compares. */
const lookBackDays = 61;

/** The metrics of a patient as of an instant, with how each was computed. */
export async function loadMetricsOf(
  context: Context,
  patientId: string,
  query: Input<typeof readMetrics>['query'],
): Promise<Reply<typeof readMetrics>> {
  const until = query.until === undefined ? context.now : new Date(query.until);
  const input = await loadInput(context, patientId, until);
  await recordAudit(context, { action: 'metrics.read', patientIds: [patientId] });
  const day = context.now.toISOString().slice(0, 10);
  return {
    until: until.toISOString(),
    pressure: pressureOf(input, day, await pressurePolicyOn(context, day)),
    news2: scoreOf(input),
    peakFlow: peakFlowOf(input, day),
    baseline: baselinesOf(input, day),
  };
}

async function loadInput(context: Context, patientId: string, until: Date): Promise<MetricInput> {
  const patient = await openPatient(context, patientId);
  const loaded = (await loadProfiles(context, [patient])).get(patient.id);
  if (loaded === undefined) throw new Error('The profile of a patient was not loaded.');
  const { profile } = loaded;
  const to = until.getTime();
  const stretches = vitalKinds.map((kind) => ({
    ...{ patientId: patient.id, kind, from: to - lookBackDays * dayMs, to },
  }));
  const readings = (await loadReadings(context, stretches)).get(patient.id) ?? [];
  const { birthDate, zone } = profile;
  const ageYears = birthDate === undefined ? undefined : ageYearsAt(birthDate, zone, to);
  const protocols = await loadProtocolsOf(context);
  return { profile, ageYears, readings, until: to, now: context.now.getTime(), protocols };
}

function pressureOf(
  input: MetricInput,
  day: string,
  { policy, since }: { readonly policy: AveragePolicy; readonly since: string | null },
): Reply<typeof readMetrics>['pressure'] {
  const content = metricInForce('home-pressure', day);
  const protocol = protocolsFor(input, 'blood-pressure').find(
    (one) => one.protocol.categories.length > 0 && one.measures.some(isSystolic),
  )?.protocol;
  const { definition } = content;
  const place = { zone: input.profile.zone, until: input.until };
  return {
    definition: definitionOf(content),
    policy,
    policySince: since,
    result: homePressure(definition, input.readings, place, (systolic, diastolic) =>
      protocol === undefined ? undefined : pressureCategory(protocol, systolic, diastolic),
    ),
    categories: (protocol?.categories ?? []).map(({ id, label }) => ({ id, label })),
  };
}

function isSystolic({ component }: Protocol['measures'][number]): boolean {
  return component === 'systolic';
}
