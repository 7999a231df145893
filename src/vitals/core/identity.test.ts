import { expect, test } from 'vitest';
import { type IdentityFacts, readingIdentity } from './identity.ts';

const facts: IdentityFacts = {
  source: 'own-json',
  kind: 'blood-pressure',
  device: 'cuff-7',
  at: Date.parse('2026-11-20T13:12:00Z'),
  values: { systolic: 182, diastolic: 101 },
  unit: 'mm[Hg]',
};

test('is the id of the message when the source gives one', () => {
  expect(readingIdentity({ ...facts, messageId: 'a1' })).toBe('own-json/a1');
  expect(readingIdentity({ ...facts, messageId: 7 })).toBe('own-json/7');
  expect(readingIdentity({ ...facts, messageId: 'a1', at: 0, values: {} })).toBe('own-json/a1');
});

test('is the same for the same device, time and values when there is no id', () => {
  const first = readingIdentity(facts);
  expect(first).toMatch(/^own-json\/~[0-9a-z]{28}$/);
  const values = { diastolic: 101, systolic: 182 };
  expect(readingIdentity({ ...facts, values, messageId: '' })).toBe(first);
});

test('differs when anything about the reading differs', () => {
  const others: Partial<IdentityFacts>[] = [
    {},
    { source: 'fhir' },
    { kind: 'weight' },
    { device: undefined },
    { device: 'cuff-8' },
    { at: facts.at + 1 },
    { values: { systolic: 101, diastolic: 182 } },
    { values: { systolic: 182, diastolic: 101, pulse: 77 } },
    { unit: 'kPa' },
    { beyond: 'HI' },
    { beyond: 'LO' },
  ];
  const identities = others.map((other) => readingIdentity({ ...facts, ...other }));
  expect(new Set(identities).size).toBe(others.length);
});

test('never shows the values', () => {
  expect(readingIdentity(facts)).not.toContain('182');
});

test.each([
  ['too long', 'x'.repeat(121)],
  ['a NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800'],
  ['what looks like one of ours', '~abc'],
])('keeps an id with %s by its hash', (_, messageId) => {
  const identity = readingIdentity({ ...facts, messageId });
  expect(identity).toMatch(/^own-json\/~[0-9a-z]{28}$/);
  expect(readingIdentity({ ...facts, messageId })).toBe(identity);
  expect(readingIdentity({ ...facts, messageId: `${messageId}2` })).not.toBe(identity);
});

test('gives 100,000 neighbouring readings 100,000 identities', () => {
  const identities = new Set<string>();
  for (let minute = 0; minute < 10_000; minute++) {
    for (let systolic = 120; systolic < 130; systolic++) {
      const at = facts.at + minute * 60_000;
      identities.add(readingIdentity({ ...facts, at, values: { systolic, diastolic: 80 } }));
    }
  }
  expect(identities.size).toBe(100_000);
});
