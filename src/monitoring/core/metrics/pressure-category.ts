import { categoryOf } from '../category.ts';
import type { Protocol } from '../protocol.ts';

/** The category that a protocol gives a pressure in mmHg; undefined when it has no categories. */
export function pressureCategory(
  protocol: Protocol,
  systolic: number,
  diastolic: number,
): string | undefined {
  const reading = {
    ...({ kind: 'blood-pressure', at: 0, sourceId: 'average', unit: 'mm[Hg]' } as const),
    ...({ standing: 'accepted', trust: 'device-synchronised' } as const),
    values: { systolic, diastolic },
  };
  return categoryOf(protocol, {
    ...{ judgedAt: 0, reading, earlier: [], earlierCount: 0, symptomReports: [] },
    ...{ flags: new Set<string>(), ageYears: undefined, facts: {}, limits: [] },
    ...{ recheckBefore: undefined, newestAt: undefined, newestOtherAt: undefined },
  });
}
