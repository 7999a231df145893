import { expect, test } from 'vitest';

import type { Level } from '../../core/protocol.ts';
import { draftOfLevel, editOfLevel } from './level-draft.ts';

const level: Level = {
  ...{ id: 'repeated', tier: 'review', priority: 'P3', label: { en: 'High', es: 'Alta' } },
  limits: [
    {
      ...{ name: 'high', of: 'glucose', inclusive: false },
      thresholds: [
        { value: 250, unit: 'mg/dL' },
        { value: 13.9, unit: 'mmol/L' },
      ],
    },
  ],
  pattern: { pattern: 'count', count: 3, apartMinutes: 60, withinHours: 168 },
};

test('sends nothing of a level that is as it was, or where a figure was only wiped out', () => {
  const draft = draftOfLevel(level);
  expect(editOfLevel('high', level, draft)).toBeUndefined();
  const wiped = { ...draft, figures: { ...draft.figures, 'high mg/dL': '' } };
  expect(editOfLevel('high', level, wiped)).toBeUndefined();
});

test('sends a changed limit in all its units, and of the rest what was changed', () => {
  const draft = draftOfLevel(level);
  const changed = {
    ...draft,
    priority: 'P2' as const,
    figures: { ...draft.figures, 'high mg/dL': '300', 'high mmol/L': '16.7' },
    persistence: { ...draft.persistence, count: '2' },
  };
  expect(editOfLevel('high', level, changed)).toEqual({
    ...{ rule: 'high', level: 'repeated', priority: 'P2', pattern: { count: 2 } },
    limits: [
      {
        name: 'high',
        thresholds: [
          { value: 300, unit: 'mg/dL' },
          { value: 16.7, unit: 'mmol/L' },
        ],
      },
    ],
  });
});

const stage = { tier: 'urgent' as const, label: { en: 'High', es: 'Alta' } };
const critical: Level = {
  ...{ ...stage, id: 'awaiting', priority: 'P2', limits: [] },
  confirm: {
    ...{ afterMinutes: 1, withinMinutes: 15 },
    ask: { en: 'Again.', es: 'Otra vez.', review: { en: 'unreviewed', es: 'unreviewed' } },
    confirmed: { ...stage, id: 'confirmed', priority: 'P1' },
    unresolved: { ...stage, id: 'unresolved', priority: 'P2' },
  },
};

test('sends of a confirmation the times and stages that were changed, and of nothing it does not have', () => {
  const draft = draftOfLevel(critical);
  expect(draft.times).toEqual({ afterMinutes: '1', withinMinutes: '15' });
  expect(editOfLevel('severe', critical, draft)).toBeUndefined();
  const changed = {
    ...draft,
    times: { ...draft.times, withinMinutes: '10', afterMinutes: '' },
    stages: { ...draft.stages, unresolved: 'P1' as const },
  };
  expect(editOfLevel('severe', critical, changed)).toEqual({
    ...{ rule: 'severe', level: 'awaiting' },
    confirm: { withinMinutes: 10, priorities: { unresolved: 'P1' } },
  });
});
