import type { Level, Protocol, Step } from '../../monitoring/core/protocol.ts';
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
    const named = active.map((place) => placeOfSteps(protocol, place));
    const places = [...named, ...active.flatMap((place) => worsePlaces(protocol, place, told))];
    const steps = protocol.steps.filter((step) => places.some((place) => belongsTo(step, place)));
    return steps.length === 0 ? [] : [{ protocol, steps }];
  });
}

function belongsTo(step: Step, place: string): boolean {
  const [rule] = place.split(':');
  return step.for === undefined || step.for.some((one) => one === place || one === rule);
}

/** A critical value that was confirmed, or not repeated, asks for the steps of its level unless it has its own. */
function placeOfSteps(protocol: Protocol, place: string): string {
  const [ruleId, id] = place.split(':');
  if (protocol.steps.some((step) => step.for?.includes(place))) return place;
  const level = protocol.rules
    .find((one) => one.id === ruleId)
    ?.levels.find(({ confirm }) => confirm?.confirmed.id === id || confirm?.unresolved.id === id);
  return level === undefined ? place : `${ruleId}:${level.id}`;
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
  return rule.levels.flatMap((level) => {
    const { emergency } = level.confirm ?? {};
    const isEmergency = emergency?.symptoms.some((one) => told.has(one)) === true;
    return [
      ...(isEmergency ? [`${rule.id}:${emergency.id}`] : []),
      ...(leadsTo(level, told) ? [`${rule.id}:${level.id}`] : []),
    ];
  });
}

function leadsTo(level: Level, told: ReadonlySet<Symptom>): boolean {
  const anyTold = (symptoms: readonly Symptom[]) => symptoms.some((one) => told.has(one));
  return (level.withAnyOf ?? []).some((one) => one.told === 'symptoms' && anyTold(one.anyOf));
}
