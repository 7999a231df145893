import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { countTruthRows } from '../../platform/server/truth-table.ts';
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

const truthRows = new Map<string, number | null>();

/** How many rows of a truth table hold a protocol's file, counted once; null for one that has no table, as an organization's own version. */
export function truthRowsOf(file: string): number | null {
  const known = truthRows.get(file);
  if (known !== undefined) return known;
  const counted = countTruthRows(file);
  truthRows.set(file, counted);
  return counted;
}
