import { expect, test } from 'vitest';
import { assessPlausibility } from '../../vitals/core/plausibility.ts';
import { noon, reading, readingsBefore } from './testing-notation.ts';
import { shippedWords } from './testing-words.ts';

// The last row of clinical-rules 1.5: such a weight is held before any protocol sees it.
test.each([
  ['weight 215 [lb_av]', '-24h weight 180 [lb_av]', 'quarantined'],
  ['weight 183 [lb_av]', '-24h weight 180 [lb_av]', 'accepted'],
  ['weight 185 [lb_av]', '-6d weight 180 [lb_av]; -24h weight 184 [lb_av]', 'accepted'],
])(
  '%s after %s is %s, so that a real gain of fluid alerts and another person does not',
  (now, before, placement) => {
    const plausibility = assessPlausibility(
      shippedWords.vitals,
      reading(now, noon),
      readingsBefore(before),
    );
    expect(plausibility.placement).toBe(placement);
  },
);
