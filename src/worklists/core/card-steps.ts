import type { Protocol, Rule, Step } from '../../monitoring/core/protocol.ts';
import type { Symptom } from '../../monitoring/core/symptom.ts';

export interface ProtocolSteps {
  readonly protocol: Protocol;
  readonly steps: readonly Step[];
}

/**
 * What the protocols ask for where these findings are active, per protocol and in its order. A finding
 * is coded `protocol/rule:level`; a step names rules, levels of them, or none when it goes with all.
 * A symptom that was just told brings the steps of the level it leads to at once, before the next reading.
 */
export function stepsFor(
  protocols: readonly Protocol[],
  findings: readonly { readonly code: string }[],
  told: ReadonlySet<Symptom> = new Set(),
): ProtocolSteps[] {
  return protocols.flatMap((protocol) => {
    const active = findings.flatMap(({ code }) => {
      const [protocolId, place = ''] = code.split('/');
      return protocolId === protocol.id ? [place] : [];
    });
    const places = [...active, ...active.flatMap((place) => worsePlaces(protocol, place, told))];
    const steps = protocol.steps.filter((step) => places.some((place) => belongsTo(step, place)));
    return steps.length === 0 ? [] : [{ protocol, steps }];
  });
}

function belongsTo(step: Step, place: string): boolean {
  const [rule] = place.split(':');
  return step.for === undefined || step.for.some((one) => one === place || one === rule);
}

/** The levels of an active rule that the symptoms told lead to. */
function worsePlaces(
  protocol: Protocol,
  place: string,
  told: ReadonlySet<Symptom>,
): readonly string[] {
  const [ruleId] = place.split(':');
  const rule = protocol.rules.find((one) => one.id === ruleId);
  if (!rule) return [];
  return rule.levels
    .filter((level) => leadsTo(rule, level, told))
    .map((level) => `${rule.id}:${level.id}`);
}

function leadsTo(rule: Rule, level: Rule['levels'][number], told: ReadonlySet<Symptom>): boolean {
  const anyTold = (symptoms: readonly Symptom[]) => symptoms.some((one) => told.has(one));
  if (rule.operator === 'recheck') return level.tier === 'emergency' && anyTold(rule.symptoms);
  return (level.withAnyOf ?? []).some((one) => one.told === 'symptoms' && anyTold(one.anyOf));
}
