import type { Context } from '../../../platform/server/context.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { replay } from '../../core/replay.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { selectAlertsAfter } from '../store/alerts.ts';
import { findBrokenRows, type BrokenRow } from '../store/verify.ts';

type Broken = BrokenRow | { readonly check: `monitoring.replay-${string}`; readonly id: string };

/**
 * Checks what is stored against the invariants of monitoring: alerts and cards say the same, each alert was
 * opened once and by something that is there, and judged again from its own evidence says the same. An
 * empty list is good.
 */
export async function verifyMonitoring(context: Context): Promise<readonly Broken[]> {
  const protocols = await loadProtocolsOf(context);
  const { organizationId } = context.caller;
  const stored = await findBrokenRows(context.tx, organizationId, silenceRules(protocols));
  return [...stored, ...(await judgedAgain(context, protocols))];
}

/** The rules that fire because nothing came: no reading is behind their alerts. */
function silenceRules({ contents }: CompiledProtocols): readonly string[] {
  return contents.flatMap(({ definition }) =>
    definition.rules.flatMap(({ id, operator }) =>
      operator === 'missing-for' ? [`${definition.id}/${id}`] : [],
    ),
  );
}

const firstId = '00000000-0000-0000-0000-000000000000';
const page = 500;

async function judgedAgain(
  context: Context,
  protocols: CompiledProtocols,
): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  for (let after = firstId; ;) {
    const rows = await selectAlertsAfter(context.tx, context.caller.organizationId, after, page);
    for (const { id, verdict } of rows) {
      const { outcome } = replay(verdict, protocols);
      if (outcome !== 'same') broken.push({ check: `monitoring.replay-${outcome}`, id });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return broken;
    after = last.id;
  }
}
