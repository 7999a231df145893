import { effectiveOn, type Content } from '../../platform/core/content.ts';
import { compileProtocols, type CompiledProtocols } from './compile.ts';
import { dayMs } from './numbers.ts';
import type { PatientLimit } from './profile.ts';
import type { Protocol } from './protocol.ts';
import type { PatientPast } from './what-if.ts';

/** The same past, had a limit of the patient's own been in force from its beginning, in the place of any other. */
export function withLimit(past: PatientPast, limit: PatientLimit): PatientPast {
  const { effectiveTo: _effectiveTo, ...open } = limit;
  const always: PatientLimit = { ...open, effectiveFrom: Number.MIN_SAFE_INTEGER };
  return {
    ...past,
    profileAt(now) {
      const profile = past.profileAt(now);
      const others = profile.limits.filter(
        ({ ruleId, name }) => ruleId !== limit.ruleId || name !== limit.name,
      );
      return { ...profile, limits: [...others, always] };
    },
  };
}

const theBeginning = '0001-01-01';

/** The version of one protocol in force at an instant (by the day in UTC), as if it had been in force for ever. */
export function inForceThroughout(
  contents: readonly Content<Protocol>[],
  protocolId: string,
  now: number,
): CompiledProtocols {
  const day = new Date(Math.floor(now / dayMs) * dayMs).toISOString().slice(0, 10);
  const own = contents.filter(({ definition }) => definition.id === protocolId);
  return compileProtocols(effectiveOn(own, day).map(forEver));
}

/** A protocol that is not in force yet, as if it had been for ever. */
export function draftThroughout(draft: Content<Protocol>): CompiledProtocols {
  return compileProtocols([forEver(draft)]);
}

function forEver({ definition, contentHash, file }: Content<Protocol>): Content<Protocol> {
  const { effectiveTo: _effectiveTo, ...open } = definition;
  return { definition: { ...open, effectiveFrom: theBeginning }, contentHash, file };
}
