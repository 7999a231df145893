import type { Protocol, Step } from '../../monitoring/core/protocol.ts';

export interface ProtocolSteps {
  readonly protocol: Protocol;
  readonly steps: readonly Step[];
}

/**
 * What the protocols ask for where these findings are active, per protocol and in its order. A finding
 * is coded `protocol/rule:level`; a step names rules, levels of them, or none when it goes with all.
 */
export function stepsFor(
  protocols: readonly Protocol[],
  findings: readonly { readonly code: string }[],
): ProtocolSteps[] {
  return protocols.flatMap((protocol) => {
    const active = findings.flatMap(({ code }) => {
      const [protocolId, place = ''] = code.split('/');
      return protocolId === protocol.id ? [place] : [];
    });
    const steps = protocol.steps.filter((step) => active.some((place) => belongsTo(step, place)));
    return steps.length === 0 ? [] : [{ protocol, steps }];
  });
}

function belongsTo(step: Step, place: string): boolean {
  const [rule] = place.split(':');
  return step.for === undefined || step.for.some((one) => one === place || one === rule);
}
