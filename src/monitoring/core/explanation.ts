import type { Text } from '../../platform/core/text.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { LimitUsed, MissingFact, Verdict, VerdictState } from './verdict.ts';

/** One bound that a value would have to meet for the verdict to be another. */
export interface TurningPoint {
  readonly of: string;
  readonly comparison: 'above' | 'at-least' | 'at-most' | 'below';
  readonly value: number;
  readonly unit: string;
}

/** What would have changed the verdict: `all` of the bounds together, or `any` one of them. */
export interface Change {
  readonly becomes: 'fires' | 'does-not-fire';
  readonly mode: 'all' | 'any';
  readonly points: readonly TurningPoint[];
}

/** Why a verdict is what it is, as codes and figures; sentences are made from it in both languages. */
export interface Explanation {
  readonly ruleId: string;
  readonly rule: Text;
  readonly protocol: Text;
  readonly protocolVersion: number;
  readonly contentHash: string;
  readonly source: string;
  readonly approver: string;
  readonly state: VerdictState;
  readonly level?: Text;
  readonly readings: readonly EvidenceReading[];
  readonly limits: readonly LimitUsed[];
  readonly missing: readonly MissingFact[];
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
}
