import { contentRoot, loadContent } from '../../platform/server/content.ts';
import type { Flapping } from '../core/arbiter-policy.ts';
import { policyProblems } from '../core/check-policy.ts';
import { compileProtocols, type CompiledProtocols } from '../core/compile.ts';
import { Protocol } from '../core/protocol.ts';
import { policyInForce } from './policies.ts';

function flappingAt(now: number): Flapping {
  return policyInForce('arbiter', now).flapping;
}

/** Reads all protocols, those of the past included; throws ContentError when one is wrong. */
export function loadProtocols(folder = `${contentRoot}protocols`): CompiledProtocols {
  const protocols = compileProtocols(loadContent(folder, Protocol), flappingAt);
  const problems = policyProblems(policyInForce('arbiter', Date.now()), protocols);
  if (problems.length > 0) throw new Error(`The arbiter cannot be used.\n${problems.join('\n')}`);
  return protocols;
}

let release: CompiledProtocols | undefined;

/** The protocols that judge now; read once. */
export function protocolsInUse(): CompiledProtocols {
  release ??= loadProtocols();
  return release;
}
