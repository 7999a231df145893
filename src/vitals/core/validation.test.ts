import { expect, test } from 'vitest';

import { validationOf } from './validation.ts';

const list = {
  models: [
    { names: ['BP7450', 'HEM-7342T-Z'], result: 'passed' as const },
    { names: ['UA-8000WM'], result: 'failed' as const },
  ],
};

test.each([
  ['Omron 10 Series BP7450', 'passed'],
  ['omron bp7450 (hem 7342t z)', 'passed'],
  ['HEM-7342T-Z', 'passed'],
  ['Equate UA 8000WM', 'unknown'],
  ['Equate UA-8000WM', 'failed'],
  ['Omron BP7450N', 'unknown'],
  ['BP7450 or UA-8000WM', 'unknown'],
  ['Omron', 'unknown'],
  [null, 'unknown'],
] as const)('%s: %s', (model, result) => expect(validationOf(list, model)).toBe(result));
