import { expect, test } from 'vitest';

import { circleDraftOf, relationsFor, toCircleMember, withKind } from './circle-draft.ts';

test('what is empty is sent as unknown', () => {
  const draft = { ...circleDraftOf(undefined), name: ' Rosa Elena ' };
  expect(toCircleMember(draft)).toEqual({
    kind: 'family',
    relation: 'child',
    name: 'Rosa Elena',
    consent: 'unknown',
    directoryEntryId: null,
    phone: null,
    email: null,
    language: null,
    scope: [],
    startsOn: null,
    endsOn: null,
    note: null,
  });
});

test('another kind takes a relation that goes with it, and keeps one that does already', () => {
  const daughter = circleDraftOf(undefined);
  expect(withKind(daughter, 'professional')).toEqual({
    kind: 'professional',
    relation: 'primary-care',
  });
  expect(withKind(daughter, 'proxy')).toEqual({ kind: 'proxy', relation: 'child' });
});

test('an unusual relation that is stored stays a choice', () => {
  const stored = { ...circleDraftOf(undefined), relation: 'nurse' as const };
  expect(relationsFor(stored)).toContain('nurse');
});
