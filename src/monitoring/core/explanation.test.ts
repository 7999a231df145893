import { expect, test } from 'vitest';
import { languages } from '../../platform/core/text.ts';
import { assess } from './assess.ts';
import type { AssessInput } from './assessment.ts';
import { compileProtocols } from './compile.ts';
import { explain } from './explanation.ts';
import { minuteMs } from './numbers.ts';
import { replay } from './replay.ts';
import { explanationSentences } from './sentences.ts';
import { randomCalls } from './testing-course.ts';
import { input, noon, profileOf, reading, readingsBefore, shipped } from './testing-notation.ts';
import { shippedWords } from './testing-words.ts';
import type { Verdict } from './verdict.ts';

const zone = 'America/New_York';

function verdictOf(ruleId: string, more: Partial<AssessInput>): Verdict {
  const verdict = assess(input({ detail: 'all', ...more })).verdicts.find(
    (one) => one.ruleId === ruleId,
  );
  if (verdict === undefined) throw new Error(`${ruleId} said nothing.`);
  return verdict;
}

function told(verdict: Verdict, language: 'en' | 'es'): readonly string[] {
  return explanationSentences(shippedWords, explain(verdict, shipped), language, zone);
}

const severe = () =>
  verdictOf('blood-pressure/severe', { newReadings: [reading('blood-pressure 186/112 mm[Hg]')] });

test('tells in English what, by which rule, on what, against which limit, what was missing and what would have changed it', () => {
  expect(told(severe(), 'en')).toEqual([
    'Alert: Very high pressure: 186/112 mmHg (unconfirmed). Category: Severe hypertension.',
    'Rule "Very high blood pressure" of the protocol "Blood pressure in adults", version 1.',
    'Source: heart.org "When To Call 911 About High Blood Pressure"; recheck within 15 minutes is an own default.',
    'Judged (Nov 20, 2026, 7:00 AM): 186/112 mmHg.',
    "Systolic (186 mmHg) is beyond the limit of 180 mmHg: the protocol's limit.",
    "Diastolic (112 mmHg) is within the limit of 120 mmHg: the protocol's limit.",
    'A recheck is awaited until Nov 20, 2026, 7:15 AM; after that it goes to a person as unresolved.',
    'Not known: whether there are symptoms.',
    'It would not have been an alert with: systolic below 180 mmHg.',
  ]);
});

test('tells the same in Spanish', () => {
  expect(told(severe(), 'es')).toEqual([
    'Alerta: Presión muy alta: 186/112 mmHg (sin confirmar). Categoría: Hipertensión grave.',
    'Regla "Presión arterial muy alta" del protocolo "Presión arterial en adultos", versión 1.',
    'Fuente: heart.org "When To Call 911 About High Blood Pressure"; repetir antes de 15 minutos es criterio propio.',
    'Se evaluó (20 nov 2026, 7:00 a.m.): 186/112 mmHg.',
    'Sistólica (186 mmHg) pasa el límite de 180 mmHg: límite del protocolo.',
    'Diastólica (112 mmHg) está dentro del límite de 120 mmHg: límite del protocolo.',
    'Se espera que se repita hasta 20 nov 2026, 7:15 a.m.; después pasa a una persona como no resuelta.',
    'No se sabe: si hay síntomas.',
    'No habría sido alerta con: sistólica menor que 180 mmHg.',
  ]);
});

test('names the limit that a clinician set, and who did', () => {
  const verdict = verdictOf('spo2/low', {
    newReadings: [reading('spo2 91 %', noon, { context: { symptoms: 'none' } })],
    profile: profileOf('limit=spo2/low:urgent:92:%'),
  });
  expect(verdict.limits).toEqual([
    {
      name: 'urgent',
      of: 'spo2',
      value: 92,
      unit: '%',
      inclusive: false,
      measured: 91,
      passed: true,
      origin: { from: 'patient', limitId: 'limit-0', author: 'Dr. Ríos' },
    },
  ]);
  expect(told(verdict, 'es')).toContain(
    'Saturación de oxígeno (91 %) pasa el límite de 92 %: límite propio del paciente, indicado por Dr. Ríos.',
  );
});

test('says what is missing when nothing can be said', () => {
  const verdict = verdictOf('heart-failure-weight/gain-1-day', {
    newReadings: [reading('weight 184 [lb_av]')],
    history: readingsBefore('-3d weight 180 [lb_av]'),
    profile: profileOf('flags=heart-failure'),
  });
  expect(told(verdict, 'en')).toEqual([
    'Not known: Weight gain in a day.',
    'Rule "Weight gain in a day" of the protocol "Weight in heart failure", version 1.',
    'Source: Default within published hand-outs: 3 lb and more against the previous day.',
    'Judged (Nov 20, 2026, 7:00 AM): 184.0 lb.',
    "Change could not be compared with the limit of 3.0 lb: the protocol's limit.",
    'Not known: an earlier reading to compare with.',
  ]);
});

test('shows the severe value when only the clock has spoken', () => {
  const { changes } = assess(input({ newReadings: [reading('blood-pressure 186/112 mm[Hg]')] }));
  const verdict = verdictOf('blood-pressure/severe', {
    activeAlerts: changes.map(({ alert }) => alert),
    now: noon + 15 * minuteMs,
  });
  expect(told(verdict, 'en')).toEqual([
    'Alert: Very high pressure, not rechecked in time: 186/112 mmHg (unconfirmed).',
    'Rule "Very high blood pressure" of the protocol "Blood pressure in adults", version 1.',
    'Source: heart.org "When To Call 911 About High Blood Pressure"; recheck within 15 minutes is an own default.',
    'Judged (Nov 20, 2026, 7:00 AM): 186/112 mmHg.',
    "Systolic (186 mmHg) is beyond the limit of 180 mmHg: the protocol's limit.",
    "Diastolic (112 mmHg) is within the limit of 120 mmHg: the protocol's limit.",
  ]);
});

test('does not guess when the content of a verdict is gone or is another one', () => {
  const verdict = { ...severe(), contentHash: 'another' };
  expect(replay(verdict, shipped)).toEqual({ outcome: 'content-missing' });
  expect(explain(verdict, shipped)).toMatchObject({
    contentKnown: false,
    rule: null,
    turning: null,
  });
  expect(told(verdict, 'en').slice(0, 2)).toEqual([
    'Alert: blood-pressure/severe.',
    'The content that made this verdict (rule blood-pressure/severe, version 1) is not here any more, so it is not judged again and what would have changed it is not known.',
  ]);
  const older = { ...severe(), protocolVersion: 9 };
  expect(replay(older, shipped)).toEqual({ outcome: 'content-missing' });
  expect(replay(severe(), compileProtocols([]))).toEqual({ outcome: 'content-missing' });
});

test('notices a stored verdict that is not what its evidence gives', () => {
  const forged = { ...severe(), level: 'emergency' };
  expect(replay(forged, shipped).outcome).toBe('different');
});

test('has sentences in both languages for every verdict, none with a code or a gap in it', () => {
  const wrong: string[] = [];
  for (const { before } of randomCalls(60, 4)) {
    for (const verdict of assess({ ...before, detail: 'all' }).verdicts) {
      for (const language of languages) {
        wrong.push(
          ...told(verdict, language).filter((line) =>
            /undefined|NaN|\[object|mm\[Hg\]|\b[a-z]+-[a-z]+\/[a-z]/.test(line),
          ),
        );
      }
    }
  }
  expect(wrong).toEqual([]);
});
