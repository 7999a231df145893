import { expect, test } from 'vitest';

import type { Symptom } from '../../monitoring/core/symptom.ts';
import { symptomReport, type SymptomAnswer } from './symptom-report.ts';

const asked: readonly Symptom[] = ['chest-pain', 'numbness', 'dizziness'];

/** What is reported when, after answers given before, these come. */
function report(before: readonly SymptomAnswer[], ...next: readonly SymptomAnswer[]) {
  const answers = new Map<Symptom, string>([...before, ...next]);
  return symptomReport(asked, (one) => answers.get(one), next);
}

test('reports a symptom the moment it is told, whatever is not asked yet', () => {
  expect(report([], ['numbness', 'yes'])).toEqual(['numbness']);
  expect(report([['chest-pain', 'yes']], ['numbness', 'yes'])).toEqual(['chest-pain', 'numbness']);
});

test('reports nothing of a "no" while a symptom is not asked: unknown is not none', () => {
  expect(report([], ['chest-pain', 'no'])).toBeUndefined();
  expect(report([['chest-pain', 'no']], ['numbness', 'no'])).toBeUndefined();
  expect(report([['chest-pain', 'yes']], ['numbness', 'no'])).toBeUndefined();
});

test('reports "none" when the last one is answered with no, one by one or all at once', () => {
  const before: readonly SymptomAnswer[] = [
    ['chest-pain', 'no'],
    ['numbness', 'no'],
  ];
  expect(report(before, ['dizziness', 'no'])).toEqual([]);
  expect(report([], ...before, ['dizziness', 'no'])).toEqual([]);
});

test('keeps a symptom that was told in the report that completes the questions', () => {
  expect(report([['chest-pain', 'yes']], ['numbness', 'no'], ['dizziness', 'no'])).toEqual([
    'chest-pain',
  ]);
});
