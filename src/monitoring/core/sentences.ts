import type { Language, Text } from '../../platform/core/text.ts';
import { formatReading } from '../../vitals/core/format.ts';
import type { CompiledRule } from './compile.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { Explanation } from './explanation.ts';
import { renderFinding, type FindingWords } from './finding-text.ts';
import { kindOf } from './finding.ts';
import { measureLabel } from './measure-label.ts';
import type { TurningPoint } from './turning-points.ts';
import { exactNumber, unitLabel, withUnit } from './unit-text.ts';
import { readingKey } from './evidence-reading.ts';
import type { LimitUsed } from './verdict.ts';
import { missingWords, stateWords } from './vocabulary.ts';
import { versionText } from './what-if-edit.ts';

/**
 * An explanation in sentences, in the order in which a person asks: what, by which rule, on which
 * readings, against which limit, what was not known, and what would have changed it. Times are told
 * in `zone`, the patient's.
 */
export function explanationSentences(
  known: FindingWords,
  explanation: Explanation,
  language: Language,
  zone: string,
): readonly string[] {
  const rule = explanation.contentKnown
    ? known.protocols.find(explanation.ruleId, explanation.protocolVersion)
    : undefined;
  const told: Telling = { known, explanation, rule, language, zone };
  return [
    whatSentence(told),
    ...ruleSentences(told),
    ...explanation.readings.map((reading) => readingSentence(told, reading)),
    ...explanation.limits.map((limit) => limitSentence(told, limit)),
    ...recheckSentences(told),
    ...missingSentences(told),
    ...turningSentences(told),
  ];
}

interface Telling {
  readonly known: FindingWords;
  readonly explanation: Explanation;
  readonly rule: CompiledRule | undefined;
  readonly language: Language;
  readonly zone: string;
}

function whatSentence({ known, explanation, language }: Telling): string {
  const { finding, state, rule, ruleId, category } = explanation;
  const label = rule === null ? ruleId : rule[language];
  const what = finding === null ? label : renderFinding(known, finding, language);
  const sentence = `${stateWords[state][language]}: ${what}.`;
  if (category === null) return sentence;
  return `${sentence} ${{ en: 'Category', es: 'Categoría' }[language]}: ${category[language]}.`;
}

function ruleSentences({ explanation, language }: Telling): readonly string[] {
  const { rule, protocol, ruleId, source } = explanation;
  const version = versionText(explanation.protocolVersion);
  if (rule === null || protocol === null) {
    return [
      {
        en: `The content that made this verdict (rule ${ruleId}, version ${version}) is not here any more, so it is not judged again and what would have changed it is not known.`,
        es: `El contenido que produjo este resultado (regla ${ruleId}, versión ${version}) ya no está aquí, así que no se vuelve a evaluar y no se sabe qué lo habría cambiado.`,
      }[language],
    ];
  }
  return [
    {
      en: `Rule "${rule.en}" of the protocol "${protocol.en}", version ${version}.`,
      es: `Regla "${rule.es}" del protocolo "${protocol.es}", versión ${version}.`,
    }[language],
    ...(source === null
      ? []
      : [`${{ en: 'Source', es: 'Fuente' }[language]}: ${source[language]}.`]),
  ];
}

function readingSentence(
  { known, explanation, language, zone }: Telling,
  reading: EvidenceReading,
): string {
  const value = formatReading(known.vitals, reading, language);
  const when = timeText(reading.at, language, zone);
  const newest = explanation.readings.at(-1);
  const judged = newest !== undefined && readingKey(reading) === readingKey(newest);
  const doubt = reading.standing === 'unconfirmed' || reading.trust === 'clock-suspect';
  const doubted = doubt ? { en: ' (unconfirmed)', es: ' (sin confirmar)' }[language] : '';
  const what = judged
    ? { en: 'Judged', es: 'Se evaluó' }[language]
    : { en: 'Compared with', es: 'Se comparó con' }[language];
  return `${what} (${when}): ${value}${doubted}.`;
}

function limitSentence(told: Telling, limit: LimitUsed): string {
  const { language } = told;
  const label = labelOf(told, limit.of);
  const value = figure(told, limit.value, limit.unit);
  const measured =
    limit.measured === undefined ? '' : ` (${figure(told, limit.measured, limit.unit)})`;
  const passed = limit.passed
    ? { en: 'is beyond the limit of', es: 'pasa el límite de' }[language]
    : { en: 'is within the limit of', es: 'está dentro del límite de' }[language];
  const unknown = {
    en: 'could not be compared with the limit of',
    es: 'no se pudo comparar con el límite de',
  };
  const compared = limit.passed || limit.measured !== undefined ? passed : unknown[language];
  return `${label}${measured} ${compared} ${value}: ${originText(limit, language)}.`;
}

function originText({ origin }: LimitUsed, language: Language): string {
  switch (origin.from) {
    case 'protocol':
      return { en: "the protocol's limit", es: 'límite del protocolo' }[language];
    case 'program': {
      const program = origin.program.toUpperCase();
      return {
        en: `what the program ${program} expects`,
        es: `lo que espera el programa ${program}`,
      }[language];
    }
    case 'patient':
      return {
        en: `the patient's own limit, set by ${origin.author}`,
        es: `límite propio del paciente, indicado por ${origin.author}`,
      }[language];
  }
}

function recheckSentences({ explanation, language, zone }: Telling): readonly string[] {
  const { recheck, state } = explanation;
  if (recheck === null || state !== 'fires' || recheck.stage !== 'awaiting-recheck') return [];
  const due = timeText(recheck.recheckDueAt, language, zone);
  return [
    {
      en: `A recheck is awaited until ${due}; after that it goes to a person as unresolved.`,
      es: `Se espera que se repita hasta ${due}; después pasa a una persona como no resuelta.`,
    }[language],
  ];
}

function missingSentences({ explanation, language }: Telling): readonly string[] {
  if (explanation.missing.length === 0) return [];
  const facts = explanation.missing.map((fact) => missingWords[fact][language]);
  const list = listText(facts, language);
  return [{ en: `Not known: ${list}.`, es: `No se sabe: ${list}.` }[language]];
}

function turningSentences(told: Telling): readonly string[] {
  const { language, explanation } = told;
  const { turning } = explanation;
  if (turning === null) return [];
  const points = turning.points.map((point) => pointText(told, point));
  const joined = listText(points, language, turning.mode === 'any' ? 'disjunction' : 'conjunction');
  if (turning.becomes === 'fires') {
    return [
      {
        en: `It would have been an alert with: ${joined}.`,
        es: `Habría sido alerta con: ${joined}.`,
      }[language],
    ];
  }
  return [
    {
      en: `It would not have been an alert with: ${joined}.`,
      es: `No habría sido alerta con: ${joined}.`,
    }[language],
  ];
}

const comparisons: Readonly<Record<TurningPoint['comparison'], Text>> = {
  above: { en: 'above', es: 'mayor que' },
  'at-least': { en: 'at least', es: 'de al menos' },
  'at-most': { en: 'at most', es: 'de hasta' },
  below: { en: 'below', es: 'menor que' },
};

function pointText(told: Telling, { of, comparison, value, unit }: TurningPoint): string {
  const { language } = told;
  const label = labelOf(told, of).toLocaleLowerCase(language);
  // Three decimals are finer than any meter; more would be arithmetic, not medicine.
  const shown = Math.round(value * 1000) / 1000;
  return `${label} ${comparisons[comparison][language]} ${figure(told, shown, unit)}`;
}

function labelOf({ rule, known, language }: Telling, of: string): string {
  return rule === undefined ? of : measureLabel(rule, of, known.vitals)[language];
}

function figure({ rule, known, language }: Telling, value: number, unit: string): string {
  if (rule === undefined) return `${value} ${unit}`;
  const kind = kindOf(rule);
  const number = exactNumber(known.vitals, kind, Math.round(value * 1000) / 1000, unit, language);
  return withUnit(number, unitLabel(known.vitals, kind, unit, language), language);
}

function timeText(at: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(`${language}-US`, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(at);
}

function listText(
  parts: readonly string[],
  language: Language,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(language, { type }).format(parts);
}
