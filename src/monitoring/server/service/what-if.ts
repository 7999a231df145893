import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { LimitPreview, previewLimit, SimulatedAlert } from '../../contract/what-if.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { dayMs } from '../../core/numbers.ts';
import { monitoringProblems } from '../../core/problems.ts';
import { inForceThroughout, withLimit } from '../../core/what-if-change.ts';
import { differenceOf, type EpisodeChange } from '../../core/what-if-difference.ts';
import { simulate, type Episode } from '../../core/what-if.ts';
import { priorityNumber } from '../alert-rows.ts';
import { textOf } from '../findings.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { kindsOf, loadPasts } from './what-if-past.ts';

/** How far back a change is tried. */
export const whatIfDays = 90;

type Asked = Input<typeof previewLimit>['body'];

/**
 * Which alerts of a rule the last 90 days of a patient would have had with another limit, beside those
 * that the protocol in force and the limits of the time give. Changes nothing.
 */
export async function tryLimit(
  context: Context,
  patientId: string,
  asked: Asked,
): Promise<LimitPreview> {
  const patient = await openPatient(context, patientId);
  const to = context.now.getTime();
  const from = to - whatIfDays * dayMs;
  const protocolId = asked.ruleId.split('/')[0] ?? '';
  const { contents } = await loadProtocolsOf(context);
  const protocols = inForceThroughout(contents, protocolId, to);
  const definition = requireLimit(protocols, asked);
  const pasts = await loadPasts(context, [patient], kindsOf(definition), { from, to });
  await recordAudit(context, {
    action: 'limit.try',
    patientIds: [patientId],
    detail: { ruleId: asked.ruleId },
  });
  const past = pasts.get(patientId);
  if (past === undefined) throw new Error('A patient who is open has a past.');
  const about = { id: 'what-if', author: '', reason: '', effectiveFrom: from };
  const ofRule = (episodes: readonly Episode[]) =>
    episodes.filter(({ alert }) => alert.ruleId === asked.ruleId);
  const asIs = ofRule(simulate(past, protocols));
  const changed = ofRule(simulate(withLimit(past, { ...about, ...asked }), protocols));
  const { changes, days, ...counts } = differenceOf(asIs, changed, patient.zone);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    readings: past.readings.filter(({ at }) => at >= from).length,
    counts,
    changes: changes.map(changeView),
    days: [...days],
  };
}

/** Refuses what no rule compares, a unit it is not judged in, and silence, which no reading tells. */
function requireLimit(protocols: CompiledProtocols, asked: Asked) {
  const rule = protocols.newest(asked.ruleId);
  const limit = rule?.rule.levels
    .flatMap(({ limits }) => limits)
    .find(({ name }) => name === asked.name);
  if (rule === undefined || limit === undefined)
    throw monitoringProblems['monitoring.limit-unknown']();
  if (!limit.thresholds.some(({ unit }) => unit === asked.unit)) {
    const units = limit.thresholds.map(({ unit }) => unit);
    throw monitoringProblems['monitoring.unit-unsuitable']({ units });
  }
  if (rule.rule.operator === 'missing-for') throw monitoringProblems['monitoring.not-simulated']();
  return rule.protocol;
}

function changeView(change: EpisodeChange): LimitPreview['changes'][number] {
  return {
    change: change.change,
    before: change.change === 'new' ? null : episodeView(change.before),
    after: change.change === 'gone' ? null : episodeView(change.after),
  };
}

function episodeView({ alert }: Episode): SimulatedAlert {
  return {
    ruleId: alert.ruleId,
    openedAt: new Date(alert.openedAt).toISOString(),
    clearedAt: alert.clearedAt === undefined ? null : new Date(alert.clearedAt).toISOString(),
    priority: priorityNumber(alert.worst),
    text: textOf(alert.worst),
    occurrences: alert.occurrences,
  };
}
