import { contentRoot, loadContent } from '../../platform/server/content.ts';
import type { Flapping } from '../core/arbiter-policy.ts';
import { compileProtocols, type CompiledProtocols } from '../core/compile.ts';
import { Protocol } from '../core/protocol.ts';
import { policyInForce } from './policies.ts';

function flappingAt(now: number): Flapping {
  return policyInForce('arbiter', now).flapping;
}

/** Reads all protocols, those of the past included; throws ContentError when one is wrong. */
export function loadProtocols(folder = `${contentRoot}protocols`): CompiledProtocols {
  return compileProtocols(loadContent(folder, Protocol), flappingAt);
}

let release: CompiledProtocols | undefined;

/** The protocols that judge now; read once. */
export function protocolsInUse(): CompiledProtocols {
  release ??= loadProtocols();
  return release;
}
