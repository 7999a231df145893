import { expect, test } from 'vitest';

import { protocolsInUse } from '../server/content.ts';
import { emergencySymptoms } from './emergency-symptoms.ts';
import { symptomsToAsk } from './symptoms-to-ask.ts';

const protocols = protocolsInUse();

function asked(ruleId: string): readonly string[] {
  const found = protocols.newest(ruleId);
  if (found === undefined) throw new Error(`There is no rule ${ruleId}.`);
  return symptomsToAsk(found.protocol, found.rule.id);
}

test.each([
  ['heart-failure-weight/gain-1-day', ['shortness-of-breath', 'chest-pain', 'dizziness']],
  ['heart-failure-weight/loss-7-days', []],
  ['heart-failure-weight/data-gap', []],
])('an alert of %s asks about %j', (ruleId, symptoms) => {
  expect(asked(ruleId)).toEqual(symptoms);
});

test('chest pain is an emergency of a protocol, dizziness alone of none', () => {
  const emergencies = emergencySymptoms(protocols.contents.map(({ definition }) => definition));
  expect(emergencies.has('chest-pain')).toBe(true);
  expect(emergencies.has('dizziness')).toBe(false);
});
