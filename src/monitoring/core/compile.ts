import type { Content } from '../../platform/core/content.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import type { Measure, Protocol, Rule } from './protocol.ts';

/** A rule with its protocol and what is looked up of it for each reading. */
export interface CompiledRule {
  /** Protocol and rule, as in `glucose/low`. */
  readonly ruleId: string;
  readonly rule: Rule;
  readonly protocol: Protocol;
  readonly contentHash: string;
  /** Hours of earlier readings that the rule can look at; 0 when none. */
  readonly historyHours: number;
}

/** One protocol in force, seen from one kind of reading. */
export interface CompiledProtocol {
  readonly protocol: Protocol;
  readonly contentHash: string;
  readonly rules: readonly CompiledRule[];
  readonly measures: readonly Measure[];
}

/** All protocols, those of the past included, ready to judge. */
export interface CompiledProtocols {
  readonly contents: readonly Content<Protocol>[];
  /** What is in force at an instant, per kind. */
  at(now: number): ReadonlyMap<VitalKind, readonly CompiledProtocol[]>;
  /** One rule in one version of its content; undefined when that version is not here. */
  find(ruleId: string, version: number): CompiledRule | undefined;
}
