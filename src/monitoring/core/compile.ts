import { effectiveOn, type Content } from '../../platform/core/content.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import type { Flapping } from './arbiter-policy.ts';
import { protocolProblems } from './check-protocol.ts';
import { dayMs } from './numbers.ts';
import type { Measure, Protocol, Rule } from './protocol.ts';
import { quietBands, type QuietBands } from './quiet.ts';
import { withStages } from './stages.ts';

/** A rule with its protocol and what is looked up of it for each reading. */
export interface CompiledRule {
  /** Protocol and rule, as in `glucose/low`. */
  readonly ruleId: string;
  /** With the stages of levels that must be confirmed among its levels. */
  readonly rule: Rule;
  readonly protocol: Protocol;
  readonly contentHash: string;
}

/** One protocol in force, seen from one kind of reading. */
export interface CompiledProtocol {
  readonly protocol: Protocol;
  readonly contentHash: string;
  readonly rules: readonly CompiledRule[];
  /** Those of this kind only. */
  readonly measures: readonly Measure[];
  readonly quiet: QuietBands;
}

export type ProtocolTable = ReadonlyMap<VitalKind, readonly CompiledProtocol[]>;

/** All protocols, those of the past included, ready to judge. */
export interface CompiledProtocols {
  readonly contents: readonly Content<Protocol>[];
  /** What is in force at an instant (by the day in UTC), per kind. */
  readonly at: (now: number) => ProtocolTable;
  /** One rule in one version of its content; undefined when that version is not here. */
  readonly find: (ruleId: string, version: number) => CompiledRule | undefined;
  /** When an alert counts as one that comes and goes; undefined: nothing is damped. */
  readonly flappingAt: (now: number) => Flapping | undefined;
  /** The rule in its newest version, in force or not: for labels of codes. */
  readonly newest: (ruleId: string) => CompiledRule | undefined;
}

/**
 * Prepares protocols for judging; the tables of a day are made once and kept. Throws when a protocol
 * contradicts itself, with everything that is wrong: then none is used, and the release before stays.
 */
export function compileProtocols(
  contents: readonly Content<Protocol>[],
  flappingAt: CompiledProtocols['flappingAt'] = () => undefined,
): CompiledProtocols {
  const problems = contents.flatMap(({ definition, file }) =>
    protocolProblems(definition).map((problem) => `${file}: ${problem}`),
  );
  if (problems.length > 0) throw new Error(`Protocols cannot be used.\n${problems.join('\n')}`);
  const byVersion = new Map<string, CompiledRule>();
  const newest = new Map<string, CompiledRule>();
  const rulesOf = new Map<Content<Protocol>, readonly CompiledRule[]>();
  for (const content of contents) {
    const rules = compiledRules(content);
    rulesOf.set(content, rules);
    for (const rule of rules) {
      byVersion.set(`${rule.ruleId}@${rule.protocol.version}`, rule);
      const other = newest.get(rule.ruleId);
      if (other === undefined || other.protocol.version < rule.protocol.version) {
        newest.set(rule.ruleId, rule);
      }
    }
  }
  let day = Number.NaN;
  let table: ProtocolTable = new Map();
  return {
    contents,
    at(now) {
      const today = Math.floor(now / dayMs);
      if (today !== day) {
        const date = new Date(today * dayMs).toISOString().slice(0, 10);
        table = tableOf(effectiveOn(contents, date), rulesOf);
        day = today;
      }
      return table;
    },
    flappingAt,
    find: (ruleId, version) => byVersion.get(`${ruleId}@${version}`),
    newest: (ruleId) => newest.get(ruleId),
  };
}

function compiledRules({ definition, contentHash }: Content<Protocol>): readonly CompiledRule[] {
  return definition.rules.map((rule) => ({
    ruleId: `${definition.id}/${rule.id}`,
    rule: { ...rule, levels: withStages(rule.levels) },
    protocol: definition,
    contentHash,
  }));
}

function tableOf(
  contents: readonly Content<Protocol>[],
  rulesOf: ReadonlyMap<Content<Protocol>, readonly CompiledRule[]>,
): ProtocolTable {
  const table = new Map<VitalKind, CompiledProtocol[]>();
  for (const content of contents) {
    const protocol = content.definition;
    for (const kind of new Set(protocol.measures.map((measure) => measure.kind))) {
      const measures = protocol.measures.filter((measure) => measure.kind === kind);
      const list = table.get(kind) ?? [];
      list.push({
        protocol,
        contentHash: content.contentHash,
        rules: rulesOf.get(content) ?? [],
        measures,
        quiet: quietBands(protocol, measures),
      });
      table.set(kind, list);
    }
  }
  return table;
}
