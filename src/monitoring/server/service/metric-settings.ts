import { recordAudit } from '../../../access/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { choosePressureSetting, readPressureSetting } from '../../contract/metric-settings.ts';
import { averagePolicies, type AveragePolicy } from '../../core/metrics/home-pressure.ts';
import { monitoringProblems } from '../../core/problems.ts';
import { metricInForce } from '../metric-content.ts';
import {
  insertMetricSetting,
  selectMetricSettings,
  type MetricSettingRow,
} from '../store/metric-settings.ts';
import { authorNames } from './authors.ts';

const metric = 'home-pressure';

/** A choice whose policy this release knows. */
type Choice = MetricSettingRow & { readonly policy: AveragePolicy };

/** Which average of the pressure at home counts on a day (YYYY-MM-DD), and since when the organization says so. */
export async function pressurePolicyOn(
  context: Context,
  day: string,
): Promise<{ readonly policy: AveragePolicy; readonly since: string | null }> {
  const inForce = inForceOn(await choicesOf(context), day);
  return {
    policy: inForce?.policy ?? metricInForce(metric, day).definition.policy,
    since: inForce?.effectiveOn ?? null,
  };
}

/** What counts today, what content says, and everything that was chosen. */
export async function readPressure(context: Context): Promise<Reply<typeof readPressureSetting>> {
  const day = context.now.toISOString().slice(0, 10);
  const choices = await choicesOf(context);
  const names = await authorNames(
    context,
    choices.map(({ chosenBy }) => chosenBy),
  );
  const standard = metricInForce(metric, day).definition.policy;
  const inForce = inForceOn(choices, day);
  return {
    standard,
    policy: inForce?.policy ?? standard,
    inForce: inForce?.id ?? null,
    choices: choices.map(({ id, policy, effectiveOn, chosenBy, chosenAt, reason }) => ({
      ...{ id, policy, effectiveOn, reason },
      chosenBy: names.get(chosenBy) ?? chosenBy,
      chosenAt: chosenAt.toISOString(),
    })),
  };
}

/**
 * Chooses which average counts from a day on. Refuses with `monitoring.effective-day-past` a day that has
 * begun: what was shown on it stays what it was.
 */
export async function choosePressure(
  context: Context,
  { policy, effectiveOn, reason }: Input<typeof choosePressureSetting>['body'],
): Promise<{ id: string }> {
  const { tx, caller, now } = context;
  if (effectiveOn <= now.toISOString().slice(0, 10)) {
    throw monitoringProblems['monitoring.effective-day-past']();
  }
  if (caller.id === null) throw platformProblems['request.invalid']({ reason: 'author' });
  const id = newId(now.getTime());
  await insertMetricSetting(tx, caller.organizationId, {
    ...{ id, metric, policy, effectiveOn, chosenBy: caller.id, chosenAt: now },
    reason: reason.trim(),
  });
  await recordAudit(context, {
    ...{ action: 'metric-setting.choose', patientIds: [], subject: `metric-setting:${id}` },
    ...{ detail: { metric, policy, effectiveOn }, purpose: 'operations' },
  });
  await announce(tx, caller.organizationId, ['access']);
  return { id };
}

async function choicesOf({ tx, caller }: Context): Promise<readonly Choice[]> {
  const rows = await selectMetricSettings(tx, caller.organizationId, metric);
  return rows.flatMap((row) => {
    const policy = averagePolicies.find((one) => one === row.policy);
    return policy === undefined ? [] : [{ ...row, policy }];
  });
}

/** They come the latest first. */
function inForceOn(choices: readonly Choice[], day: string): Choice | undefined {
  return choices.find(({ effectiveOn }) => effectiveOn <= day);
}
