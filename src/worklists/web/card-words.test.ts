import { expect, test } from 'vitest';

import { symptoms } from '../../monitoring/core/symptom.ts';
import { en } from '../../work/messages/screens/en.ts';

test('names every symptom that a protocol may ask about', () => {
  expect(Object.keys(en.symptoms).toSorted()).toEqual([...symptoms].toSorted());
});
