import { expect, it } from 'vitest';

import { parseScope } from '../../core/scopes.ts';
import { emptyToken, scopeChoiceNames, scopeChoices, scopesOf, tokenBody } from './token-draft.ts';

it.each(scopeChoiceNames)('offers "%s" as a scope that Enlace grants', (name) => {
  expect(parseScope(scopeChoices[name])).toBeDefined();
});

it('joins chosen and written scopes, each once', () => {
  const draft = { ...emptyToken, custom: 'system/Device.rs\nsystem/Observation.c' };
  expect(scopesOf(draft)).toEqual(['system/Observation.c', 'system/Device.rs']);
});

it('sends no source when none was written, so that it is made from the name', () => {
  expect(tokenBody({ ...emptyToken, label: ' Hub ' })).toEqual({
    label: 'Hub',
    scopes: ['system/Observation.c'],
    practiceId: null,
    patientId: null,
    nightscout: false,
  });
});
