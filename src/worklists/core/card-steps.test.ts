import { expect, test } from 'vitest';

import type { Protocol, Step } from '../../monitoring/core/protocol.ts';
import type { Symptom } from '../../monitoring/core/symptom.ts';
import { stepsFor } from './card-steps.ts';

const text = { en: 'Do', es: 'Haga' };
const steps: Step[] = [
  { id: 'ask', for: ['severe'], does: 'ask-symptoms', text },
  { id: 'call-911', for: ['severe:emergency'], does: 'call-911', text },
  { id: 'low', for: ['low'], does: 'act', text },
  { id: 'always', does: 'act', text },
];
const pressure: Protocol = {
  id: 'blood-pressure',
  version: 3,
  source: 'test',
  approver: 'test',
  effectiveFrom: '2026-01-01',
  title: text,
  appliesTo: { requiredFlags: [], excludedFlags: [] },
  measures: [],
  categories: [],
  rules: [
    {
      id: 'severe',
      label: text,
      source: text,
      operator: 'above',
      direction: 'high',
      levels: [
        {
          ...{ id: 'awaiting-recheck', tier: 'urgent', priority: 'P2', label: text, limits: [] },
          confirm: {
            ...{ afterMinutes: 1, withinMinutes: 15 },
            ask: { ...text, review: { en: 'unreviewed', es: 'unreviewed' } },
            emergency: {
              ...{ id: 'emergency', tier: 'emergency', priority: 'P1', label: text },
              ...{ symptoms: ['chest-pain'], alsoAsk: ['dizziness'], symptomsWithinMinutes: 60 },
            },
            confirmed: { id: 'confirmed', tier: 'urgent', priority: 'P2', label: text },
            unresolved: { id: 'unresolved', tier: 'urgent', priority: 'P2', label: text },
          },
        },
      ],
    },
  ],
  steps,
};

function idsFor(...codes: string[]) {
  return idsWith([], ...codes);
}

function idsWith(told: Symptom[], ...codes: string[]) {
  const found = stepsFor(
    [pressure],
    codes.map((code) => ({ code })),
    new Set(told),
  );
  return found.map((one) => one.steps.map((step) => step.id));
}

test('gives the steps of the rule, of the level, and those that go with all', () => {
  expect(idsFor('blood-pressure/severe:emergency')).toEqual([['ask', 'call-911', 'always']]);
  expect(idsFor('blood-pressure/severe:awaiting-recheck')).toEqual([['ask', 'always']]);
});

test('keeps the order of the protocol and names a step once for several findings', () => {
  expect(idsFor('blood-pressure/low:low', 'blood-pressure/severe:severe')).toEqual([
    ['ask', 'low', 'always'],
  ]);
});

test('brings the emergency steps as soon as one of its symptoms is told', () => {
  const code = 'blood-pressure/severe:awaiting-recheck';
  expect(idsWith(['chest-pain'], code)).toEqual([['ask', 'call-911', 'always']]);
  expect(idsWith(['dizziness'], code)).toEqual([['ask', 'always']]);
  expect(idsWith(['chest-pain'], 'blood-pressure/low:low')).toEqual([['low', 'always']]);
});

function idsOf(given: readonly Step[], place: string) {
  const found = stepsFor(
    [{ ...pressure, steps: [...given] }],
    [{ code: `blood-pressure/${place}` }],
  );
  return found.flatMap((one) => one.steps.map(({ id }) => id));
}

test('gives a confirmed value the steps of its level, unless it has steps of its own', () => {
  const own: Step = { id: 'again', for: ['severe:awaiting-recheck'], does: 'recheck', text };
  const other: Step = { id: 'told', for: ['severe:confirmed'], does: 'refer', text };
  expect(idsOf([own], 'severe:confirmed')).toEqual(['again']);
  expect(idsOf([own, other], 'severe:confirmed')).toEqual(['told']);
  expect(idsOf([own, other], 'severe:unresolved')).toEqual(['again']);
});

test('gives nothing for the findings of other protocols', () => {
  expect(idsFor('glucose/low:level-2', 'unworded')).toEqual([]);
});
