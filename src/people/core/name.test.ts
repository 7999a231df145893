import { expect, test } from 'vitest';

import { calledName, foldAccents, fullName, listName, nameWords } from './name.ts';

const ana = {
  givenNames: 'Ana María',
  familyName: 'Quintero',
  secondFamilyName: 'Ríos',
  preferredName: null,
};

test('writes both surnames, in order of speech and in order of lists', () => {
  expect(fullName(ana)).toBe('Ana María Quintero Ríos');
  expect(listName(ana)).toBe('Quintero Ríos, Ana María');
  expect(fullName({ ...ana, secondFamilyName: null })).toBe('Ana María Quintero');
});

test('calls a person by the preferred name, else the first given name, else the only name there is', () => {
  expect(calledName({ ...ana, preferredName: 'Anita' })).toBe('Anita');
  expect(calledName(ana)).toBe('Ana');
  expect(calledName({ ...ana, givenNames: '' })).toBe('Quintero');
});

test('compares names without accents, case and punctuation', () => {
  expect(foldAccents('Ñandubay MUÑOZ Pérez')).toBe('nandubay munoz perez');
  expect(nameWords("Ana O'Neill-Ríos de la Cruz, Ana")).toEqual([
    'ana',
    'oneill',
    'rios',
    'de',
    'la',
    'cruz',
  ]);
});
