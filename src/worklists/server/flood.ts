import { isStorm } from '../../monitoring/core/arbiter.ts';
import { arbiterPolicy } from '../../monitoring/server/service/policy.ts';
import type { SharedContext } from '../../platform/server/shared-reads.ts';
import type { Flood } from '../contract.ts';
import { countFollowed, selectOpened } from './store/flood.ts';

/** The flood of alerts that goes on in the organization, with what is folded because of it; null without one. */
export async function currentFlood({
  tx,
  organizationId,
  now,
}: SharedContext): Promise<Flood | null> {
  const { storm } = arbiterPolicy(now);
  const since = new Date(now.getTime() - storm.windowMinutes * 60_000);
  const { opened, waiting } = await selectOpened(tx, organizationId, since);
  if (!isStorm(opened, 0, storm)) return null;
  const patients = await countFollowed(tx, organizationId);
  if (!isStorm(opened, patients, storm)) return null;
  return { opened, folded: waiting, minutes: storm.windowMinutes };
}
