import type { Language, Text } from '../../platform/core/text.ts';
import type { FactName } from './profile.ts';
import type { Direction, Priority, Tier } from './protocol.ts';
import type { Symptom } from './symptom.ts';
import type { MissingFact, RecheckStage, VerdictState } from './verdict.ts';

/** The words for the codes of monitoring, for explanations here and for the catalogs of the screens. */

export const symptomWords: Readonly<Record<Symptom, Text>> = {
  'chest-pain': { en: 'chest pain', es: 'dolor en el pecho' },
  'shortness-of-breath': { en: 'shortness of breath', es: 'falta de aire' },
  'back-pain': { en: 'back pain', es: 'dolor de espalda' },
  numbness: { en: 'numbness', es: 'adormecimiento' },
  weakness: { en: 'weakness', es: 'debilidad' },
  'vision-change': { en: 'change in vision', es: 'cambios en la vista' },
  'difficulty-speaking': { en: 'difficulty speaking', es: 'dificultad para hablar' },
  confusion: { en: 'confusion', es: 'confusión' },
  dizziness: { en: 'dizziness', es: 'mareo' },
  vomiting: { en: 'vomiting', es: 'vómito' },
  fainting: { en: 'fainting', es: 'desmayo' },
  'severe-headache': { en: 'severe headache', es: 'dolor de cabeza fuerte' },
  'upper-abdominal-pain': {
    en: 'pain in the upper belly',
    es: 'dolor en la parte alta del vientre',
  },
  'needed-assistance': {
    en: 'needed help from another person',
    es: 'necesitó ayuda de otra persona',
  },
};

export const missingWords: Readonly<Record<MissingFact, Text>> = {
  'birth-date': { en: 'the birth date', es: 'la fecha de nacimiento' },
  value: { en: 'one of the values', es: 'uno de los valores' },
  unit: { en: 'a unit that can be compared', es: 'una unidad que se pueda comparar' },
  symptoms: { en: 'whether there are symptoms', es: 'si hay síntomas' },
  oxygen: { en: 'whether the patient is on oxygen', es: 'si el paciente usa oxígeno' },
  ketones: { en: 'the ketones', es: 'las cetonas' },
  meal: { en: 'the time since the last meal', es: 'el tiempo desde la última comida' },
  confirmation: {
    en: 'a repeat that confirms the value',
    es: 'una repetición que confirme el valor',
  },
  'reliable-time': {
    en: 'a time that can be trusted',
    es: 'una hora en la que se pueda confiar',
  },
  'earlier-reading': {
    en: 'an earlier reading to compare with',
    es: 'una medición anterior para comparar',
  },
  recheck: {
    en: 'a recheck at least a minute after the first value',
    es: 'una repetición al menos un minuto después del primer valor',
  },
  'dry-weight': { en: 'the dry weight', es: 'el peso seco' },
  'personal-best': { en: 'the personal best', es: 'el mejor valor personal' },
  'score-parameter': {
    en: 'one of the values that the score adds up',
    es: 'uno de los valores que suma el puntaje',
  },
  'any-reading': { en: 'any reading', es: 'alguna medición' },
  'protocol-content': {
    en: 'the version of the protocol that was used',
    es: 'la versión del protocolo que se usó',
  },
};

export const stateWords: Readonly<Record<VerdictState, Text>> = {
  fires: { en: 'Alert', es: 'Alerta' },
  clear: { en: 'No alert', es: 'Sin alerta' },
  unknown: { en: 'Not known', es: 'No se sabe' },
  'not-applicable': { en: 'Does not apply to this patient', es: 'No se aplica a este paciente' },
};

export const tierWords: Readonly<Record<Tier, Text>> = {
  emergency: { en: 'Emergency', es: 'Emergencia' },
  urgent: { en: 'Urgent', es: 'Urgente' },
  review: { en: 'Review', es: 'Revisar' },
};

export const priorityWords: Readonly<Record<Priority, Text>> = {
  P1: { en: 'P1, critical', es: 'P1, crítico' },
  P2: { en: 'P2, urgent', es: 'P2, urgente' },
  P3: { en: 'P3, same day', es: 'P3, mismo día' },
  P4: { en: 'P4, information', es: 'P4, informativo' },
};

export const directionWords: Readonly<Record<Direction, Text>> = {
  high: { en: 'too high', es: 'demasiado alto' },
  low: { en: 'too low', es: 'demasiado bajo' },
  none: { en: 'neither high nor low', es: 'ni alto ni bajo' },
};

export const stageWords: Readonly<Record<RecheckStage, Text>> = {
  emergency: { en: 'Warning symptom: emergency', es: 'Síntoma de alarma: emergencia' },
  confirmed: { en: 'Confirmed by a second value', es: 'Confirmada por un segundo valor' },
  unresolved: { en: 'Not rechecked in time', es: 'No se repitió a tiempo' },
  'awaiting-recheck': { en: 'Waiting for the recheck', es: 'En espera de que se repita' },
  settled: { en: 'Lowered by the recheck', es: 'Bajó al repetirse' },
};

export const factWords: Readonly<Record<FactName, Text>> = {
  dryWeightKg: { en: 'Dry weight', es: 'Peso seco' },
  personalBestPeakFlow: { en: 'Personal best peak flow', es: 'Mejor flujo máximo personal' },
};

/** Words of one language, for the catalogs. */
export function inLanguage<Key extends string>(
  words: Readonly<Record<Key, Text>>,
  language: Language,
): Readonly<Record<Key, string>> {
  const entries = Object.entries<Text>(words).map(([key, text]) => [key, text[language]]);
  return Object.fromEntries(entries) as Record<Key, string>;
}
