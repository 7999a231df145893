import { sweepSilence } from '../../../monitoring/server/service/silence.ts';
import { sweepCalm, sweepRechecks } from '../../../monitoring/server/service/sweeps.ts';
import type { Context } from '../../../platform/server/context.ts';
import { holdReadings } from '../store/lanes.ts';

/** Judges rechecks that are overdue and believes what has been calm, alone for the organization as new readings are. */
export async function judgeOverdueRechecks(context: Context): Promise<void> {
  await holdReadings(context.tx, context.caller.organizationId);
  await sweepRechecks(context);
  await sweepCalm(context);
}

/** Judges the silence of patients who stopped sending, as briefly as can be under the same lock. */
export async function judgeSilence(context: Context): Promise<void> {
  await sweepSilence(context, () => holdReadings(context.tx, context.caller.organizationId));
}
