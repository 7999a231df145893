import { expect, test } from 'vitest';

import { findCommand, type Command, type Press } from './commands.ts';

const run = () => undefined;
const commands: Command[] = [
  { id: 'old-next', label: 'Next', group: 'List', keys: 'j', run },
  { id: 'palette', label: 'Search', group: 'Everywhere', keys: 'mod+k', run, inDialog: true },
  { id: 'open', label: 'Open', group: 'List', keys: 'Enter', run },
  { id: 'go-triage', label: 'Triage', group: 'Go', keys: 'g t', run },
  { id: 'take', label: 'Take', group: 'Card', keys: 't', run },
  { id: 'next', label: 'Next', group: 'Card', keys: 'j', run },
];

function find(press: Partial<Press>, before?: string, singleKeysOn = true) {
  const whole: Press = { key: 'j', mod: false, place: 'page', ...press };
  return findCommand(commands, whole, before, singleKeysOn)?.id;
}

test('gives a key to the newest screen that wants it', () => {
  expect(find({ key: 'j' })).toBe('next');
});

test('leaves letters to whoever is writing, but not a key with Control', () => {
  expect(find({ key: 'j', place: 'text' })).toBeUndefined();
  expect(find({ key: 'K', mod: true, place: 'text' })).toBe('palette');
});

test('leaves Enter to the button or link that has the focus', () => {
  expect(find({ key: 'Enter', place: 'control' })).toBeUndefined();
  expect(find({ key: 'Enter' })).toBe('open');
  expect(find({ key: 'j', place: 'control' })).toBe('next');
});

test('is quiet behind a dialog', () => {
  expect(find({ key: 'j', place: 'dialog' })).toBeUndefined();
  expect(find({ key: 'k', mod: true, place: 'dialog' })).toBe('palette');
});

test('understands two keys after each other, and otherwise the second alone', () => {
  expect(find({ key: 't' }, 'g')).toBe('go-triage');
  expect(find({ key: 't' }, 'x')).toBe('take');
  expect(find({ key: 'g' })).toBeUndefined();
});

test('obeys the switch that turns single letters off', () => {
  expect(find({ key: 'j' }, undefined, false)).toBeUndefined();
  expect(find({ key: 'k', mod: true }, undefined, false)).toBe('palette');
});
