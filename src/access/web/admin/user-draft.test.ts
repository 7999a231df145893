import { expect, it } from 'vitest';

import { startUser, userBody } from './user-draft.ts';

it('writes skills as codes, once each, and leaves out what is empty', () => {
  const draft = { ...startUser(undefined), skills: 'Heart failure, diabetes,, Diabetes , Niñez' };
  expect(userBody(draft).skills).toEqual(['heart-failure', 'diabetes', 'ninez']);
});

it('sends nothing where credentials and practice were left empty', () => {
  expect(userBody(startUser(undefined))).toEqual({
    displayName: '',
    email: '',
    credentials: null,
    roles: [],
    languages: ['en'],
    skills: [],
    interfaceLanguage: 'en',
    practiceId: null,
  });
});
