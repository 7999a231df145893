import type { Content } from '../../../platform/core/content.ts';
import type { Text } from '../../../platform/core/text.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import type { MetricDefinition } from '../../contract/metrics.ts';
import { applies } from '../../core/applicability.ts';
import type { CompiledProtocol, CompiledProtocols } from '../../core/compile.ts';
import type { PatientProfile } from '../../core/profile.ts';

/** What metrics of one patient are computed from. */
export interface MetricInput {
  readonly profile: PatientProfile;
  readonly ageYears: number | undefined;
  /** Oldest first, up to `until`. */
  readonly readings: readonly Reading[];
  readonly until: number;
  /** Definitions and protocols are those of today, also for a day of the past. */
  readonly now: number;
  /** Of the organization. */
  readonly protocols: CompiledProtocols;
}

/** The protocols of a kind in force that are for this patient. */
export function protocolsFor(
  { profile, ageYears, now, protocols }: MetricInput,
  kind: Reading['kind'],
): readonly CompiledProtocol[] {
  const own = protocols.at(now).get(kind) ?? [];
  return own.filter(({ protocol }) => applies(protocol, profile.flags, ageYears));
}

type Titled = Pick<MetricDefinition, 'id' | 'version' | 'source' | 'approver'> & { title: Text };

/** How a metric is computed, for who asks. */
export function definitionOf({ definition, contentHash }: Content<Titled>): MetricDefinition {
  const { id, title, version, source, approver } = definition;
  return { id, title, version, source, approver, contentHash };
}
