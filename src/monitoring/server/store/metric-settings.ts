import type { Tx } from '../../../platform/server/database.ts';

/** How the organization wants a metric computed, from a day on. */
export interface MetricSettingRow {
  readonly id: string;
  readonly metric: string;
  readonly policy: string;
  /** YYYY-MM-DD. */
  readonly effectiveOn: string;
  readonly chosenBy: string;
  readonly chosenAt: Date;
  readonly reason: string;
}

/** All that was ever chosen for a metric: what is in force on a day is the first that is effective by then. */
export async function selectMetricSettings(
  tx: Tx,
  organizationId: string,
  metric: string,
): Promise<readonly MetricSettingRow[]> {
  return tx
    .selectFrom('metricSetting')
    .select(['id', 'metric', 'policy', 'effectiveOn', 'chosenBy', 'chosenAt', 'reason'])
    .where('organizationId', '=', organizationId)
    .where('metric', '=', metric)
    .orderBy('effectiveOn', 'desc')
    .orderBy('chosenAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertMetricSetting(
  tx: Tx,
  organizationId: string,
  row: MetricSettingRow,
): Promise<void> {
  await tx
    .insertInto('metricSetting')
    .values({ organizationId, ...row })
    .execute();
}
