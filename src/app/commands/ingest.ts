import { parseArgs } from 'node:util';

import { replayedForms } from '../../fhir/server/service/redeliver.ts';
import { createSeal } from '../../ingest/server/service/sources/seal.ts';
import { replay, type ReplayCounts } from '../../ingest/server/service/replay.ts';
import {
  chooseOrganization,
  UsageError,
  withIngest,
  withRuntime,
  type Command,
} from './command.ts';

const options = {
  source: { type: 'string' },
  since: { type: 'string' },
  failed: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  organization: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const ingestCommand: Command = {
  name: 'ingest',
  usage: 'ingest replay [--source X] [--since T] [--failed] [--dry-run] [--json]',
  summary:
    'Read kept deliveries again, after an adapter was mended; what is stored is a duplicate.',
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals[0] !== 'replay' || positionals.length > 1)
      throw new UsageError('Say "ingest replay".');
    const since = sinceOf(values.since);
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const { database, clock, secret } = runtime;
      const counts = await withIngest(runtime, (ingest) =>
        replay(
          {
            database,
            ingest,
            clock,
            organizationId,
            seal: createSeal(secret),
            forms: replayedForms,
          },
          {
            source: values.source ?? null,
            since,
            failed: values.failed,
            dryRun: values['dry-run'],
          },
        ),
      );
      if (values.json) console.log(JSON.stringify({ ...counts, dryRun: values['dry-run'] }));
      else for (const line of linesOf(counts, values['dry-run'])) console.log(line);
      return counts.rejected > 0 ? 1 : 0;
    });
  },
};

function sinceOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const since = new Date(text);
  if (Number.isNaN(since.getTime())) {
    throw new UsageError('--since is a date or time such as 2026-11-20T07:00:00Z.');
  }
  return since;
}

function linesOf(counts: ReplayCounts, dryRun: boolean): readonly string[] {
  const { deliveries, passedOver, accepted, duplicate, quarantined, rejected } = counts;
  return [
    `${deliveries} deliveries read again, ${passedOver} of them passed over${dryRun ? ' (dry run: nothing is kept)' : ''}`,
    `  accepted     ${accepted}`,
    `  duplicate    ${duplicate}`,
    `  quarantined  ${quarantined}`,
    `  rejected     ${rejected}`,
  ];
}
