import { expect, test } from 'vitest';

import {
  blankOffer,
  offerOf,
  statementKey,
  type DraftedHandOff,
  type OfferDraft,
} from './offer-draft.ts';

const coded = {
  statement: { code: 'opened', params: { time: '7:12' } },
  text: { en: 'Open since 7:12.', es: 'Abierto desde 7:12.' },
};
const doubtful = {
  statement: { code: 'unconfirmed', params: {} },
  text: { en: 'Not confirmed.', es: 'Sin confirmar.' },
};
const drafted: DraftedHandOff = {
  sbar: { situation: [coded, doubtful], background: [], assessment: [], recommendation: [] },
  targets: { queues: [], people: [] },
};
const complete: OfferDraft = {
  ...blankOffer,
  to: 'queue:level-2',
  severity: 'watcher',
  leftOut: [statementKey('situation', doubtful)],
  own: { ...blankOffer.own, assessment: ' Está asustada. ' },
  actions: [{ what: ' Llamar ', owner: 'RN', dueAt: '2026-11-21T16:00' }],
  contingency: [{ condition: 'dolor', action: '911' }],
};

test('sends the coded statements that were kept, own words in their language, and every line', () => {
  expect(offerOf(complete, drafted, 'es')).toEqual({
    to: { queue: 'level-2' },
    severity: 'watcher',
    sbar: {
      situation: [coded.statement],
      background: [],
      assessment: [{ language: 'es', text: 'Está asustada.' }],
      recommendation: [],
    },
    actions: [{ what: 'Llamar', owner: 'RN', dueAt: new Date('2026-11-21T16:00').toISOString() }],
    contingency: [{ condition: 'dolor', action: '911' }],
  });
});

test('keeps the language in which own words were written when the screens are switched', () => {
  const offer = offerOf({ ...complete, ownLanguage: 'es' }, drafted, 'en');
  expect(offer?.sbar.assessment).toEqual([{ language: 'es', text: 'Está asustada.' }]);
});

test.each([
  ['the recipient', { to: '' }],
  ['the severity', { severity: '' }],
  ['the time of an action', { actions: [{ what: 'x', owner: 'y', dueAt: '' }] }],
] as const)('sends nothing while %s is missing', (_, change) => {
  expect(offerOf({ ...complete, ...change }, drafted, 'es')).toBeUndefined();
});
