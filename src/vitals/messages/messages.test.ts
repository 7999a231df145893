import { expect, expectTypeOf, test } from 'vitest';
import type { CandidateCode } from '../core/candidate.ts';
import type { Placement, PlausibilityCode } from '../core/plausibility-reasons.ts';
import type { Origin, TrustClass } from '../core/reading.ts';
import type { TimeCode } from '../core/time.ts';
import { en } from './en.ts';
import { es } from './es.ts';

test('has a sentence for every code, and none for a code that is gone', () => {
  expectTypeOf<keyof typeof en.doubt>().toEqualTypeOf<PlausibilityCode>();
  expectTypeOf<keyof typeof en.unreadable>().toEqualTypeOf<CandidateCode | TimeCode>();
  expectTypeOf<keyof typeof en.placement>().toEqualTypeOf<Placement>();
  expectTypeOf<keyof typeof en.trust>().toEqualTypeOf<TrustClass>();
  expectTypeOf<keyof typeof en.origin>().toEqualTypeOf<Origin>();
  expect(Object.keys(es.doubt)).toEqual(Object.keys(en.doubt));
});

test('says what to do next about everything that cannot be read, in both languages', () => {
  for (const sentence of [...Object.values(en.unreadable), ...Object.values(es.unreadable)]) {
    expect(sentence).toMatch(/^[^.;]+[.;] .+\.$/);
  }
});
