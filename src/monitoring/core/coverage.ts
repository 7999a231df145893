import { vitalKinds, type VitalKind } from '../../vitals/core/reading.ts';
import { ageYearsAt, applies } from './applicability.ts';
import type { CompiledProtocols } from './compile.ts';
import type { PatientProfile } from './profile.ts';

/**
 * Which protocols judge which vital sign of a patient now. A kind with none is a gap that the chart
 * must show: readings of it are stored and raise nothing. Rules on silence, and scores that need
 * several kinds, do not count.
 */
export function coverage(
  protocols: CompiledProtocols,
  profile: PatientProfile,
  now: number,
): ReadonlyMap<VitalKind, readonly string[]> {
  const { birthDate, zone, flags } = profile;
  const age = birthDate === undefined ? undefined : ageYearsAt(birthDate, zone, now);
  const table = protocols.at(now);
  return new Map(
    vitalKinds.map((kind) => {
      const judging = (table.get(kind) ?? []).filter(
        ({ protocol, measures }) =>
          applies(protocol, flags, age) &&
          measures.some((measure) => measure.in === 'values') &&
          protocol.rules.some(({ operator }) => operator !== 'missing-for' && operator !== 'score'),
      );
      return [kind, judging.map(({ protocol }) => protocol.id)];
    }),
  );
}
