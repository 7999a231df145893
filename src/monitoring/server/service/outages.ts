import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { WorkSignal } from '../../../work/core/signal.ts';
import { raise, settle } from '../../../work/server/service.ts';
import {
  findOutages,
  type CadenceOf,
  type Heard,
  type OutageFound,
  type SilencePolicy,
  type Way,
} from '../../core/silence.ts';
import { endOutage, insertOutage, selectOutages } from '../store/outages.ts';

const kind = 'source-outage';

/**
 * Finds the sources that are out, and keeps one piece of work for operations for each: opened when the
 * silence of its patients is more than chance, settled when they are heard again. Gives those that are out.
 */
export async function followOutages(
  context: Context,
  heard: readonly Heard[],
  cadenceOf: CadenceOf,
  policy: SilencePolicy,
): Promise<readonly OutageFound[]> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const known = await selectOutages(tx, organizationId);
  const sent = heard.filter(({ source }) => source !== '');
  const out = findOutages(sent, cadenceOf, known, policy, now.getTime());
  const isOut = (way: Way) => out.some((one) => isSame(one, way));
  const began = out.filter((one) => !known.some((other) => isSame(one, other)));
  const over = known.filter((one) => !isOut(one));
  for (const one of began) {
    await insertOutage(tx, organizationId, { ...one, id: newId(now.getTime()) }, now);
  }
  for (const { id } of over) await endOutage(tx, organizationId, id, now);
  await raise(context, out.map(signalOf));
  await settle(
    context,
    over.map((one) => ({ kind, subject: subjectOf(one), findings: [] })),
  );
  if (began.length + over.length > 0) await announce(tx, organizationId, ['work']);
  return out;
}

function isSame(one: Way, other: Way): boolean {
  return one.scope === other.scope && one.name === other.name;
}

function subjectOf({ scope, name }: Way): string {
  return `${scope}:${name}`;
}

function signalOf(outage: OutageFound): WorkSignal {
  const { scope, name, expected, overdue, lastHeardAt } = outage;
  const counts = { overdue, expected };
  const priority = 2 as const;
  const finding = {
    ...{ code: 'source-silent', ruleId: `${kind}/${scope}/${name}`, kind: 'any', priority },
    ...{ direction: 'none' as const, magnitude: 0, unconfirmed: false, at: lastHeardAt },
    params: { name, ...counts },
    text: {
      en: `${name} is silent: ${overdue} of ${expected} patients overdue at once`,
      es: `${name} no envía: ${overdue} de ${expected} pacientes atrasados a la vez`,
    },
  };
  return {
    ...{ kind, subject: subjectOf(outage), patientId: null, practiceId: null, language: 'en' },
    ...{ priority, findings: [finding], at: lastHeardAt },
  };
}
