import { contentRoot, loadContent } from '../../platform/server/content.ts';
import {
  vitalKinds,
  type Reading,
  type ReadingContext,
  type VitalKind,
} from '../../vitals/core/reading.ts';
import { policyInForce } from '../server/policies.ts';
import type { AlertChange } from './alert.ts';
import type { AssessInput } from './assessment.ts';
import { compileProtocols } from './compile.ts';
import { dayMs, hourMs, minuteMs } from './numbers.ts';
import type { PatientFacts, PatientLimit, PatientProfile } from './profile.ts';
import { Protocol } from './protocol.ts';
import type { Verdict } from './verdict.ts';

/** The instant of the newest reading in a truth table: 2026-11-20T12:00:00Z. */
export const noon = Date.UTC(2026, 10, 20, 12);

/** What is shown and raised, as it ships. */
export const arbiter = policyInForce('arbiter', noon);

/** The protocols as they ship. */
export const shipped = compileProtocols(
  loadContent(`${contentRoot}protocols`, Protocol),
  () => arbiter.flapping,
);

const components: Readonly<Record<VitalKind, readonly string[]>> = {
  'blood-pressure': ['systolic', 'diastolic', 'pulse'],
  glucose: ['value'],
  weight: ['value'],
  spo2: ['value', 'pulse'],
  'heart-rate': ['value'],
  temperature: ['value'],
  'respiratory-rate': ['value'],
  'peak-flow': ['value'],
};

let count = 0;

/** A reading as "blood-pressure 186/112/77 mm[Hg]" or "glucose LO mg/dL"; "-" stands for a value left out. */
export function reading(text: string, at: number = noon, more: Partial<Reading> = {}): Reading {
  const [kind = '', figures = '', unit = ''] = text.split(' ');
  if (!isKind(kind) || unit === '') throw new Error(`"${text}" is not a reading.`);
  const beyond = figures === 'HI' || figures === 'LO' ? figures : undefined;
  const values = beyond === undefined ? valuesOf(kind, figures) : {};
  count += 1;
  return {
    kind,
    at,
    values,
    unit,
    ...(beyond === undefined ? {} : { beyond }),
    standing: 'accepted',
    trust: 'device-synchronised',
    origin: 'device',
    sourceId: `test/${count}`,
    ...more,
  };
}

function isKind(text: string): text is VitalKind {
  return vitalKinds.some((kind) => kind === text);
}

function valuesOf(kind: VitalKind, figures: string): Record<string, number> {
  const entries = figures.split('/').flatMap((figure, index) => {
    const component = components[kind][index];
    return figure === '-' || component === undefined ? [] : [[component, Number(figure)] as const];
  });
  return Object.fromEntries(entries);
}

/** Readings as "-24h weight 180.0 [lb_av]; -6d weight 182 [lb_av]", counted back from `at`. */
export function readingsBefore(text: string, at: number = noon): readonly Reading[] {
  return split(text).map((part) => {
    const [ago = '', ...rest] = part.split(' ');
    return reading(rest.join(' '), at + durationMs(ago));
  });
}

/** "-36h", "2m", "-6d" in milliseconds. */
export function durationMs(text: string): number {
  const match = /^([+-]?[\d.]+)(m|h|d)$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not a duration.`);
  const unit = match[2] === 'm' ? minuteMs : match[2] === 'h' ? hourMs : dayMs;
  return Number(match[1]) * unit;
}

/** Context as "symptoms=chest-pain,dizziness; oxygen=2; meal=fasting". */
export function contextOf(text: string): ReadingContext {
  return Object.fromEntries(split(text).map((part) => keyAndValue(part)));
}

function keyAndValue(part: string): readonly [string, string | number | boolean] {
  const [key = '', value = ''] = part.split('=');
  if (value === 'true' || value === 'false') return [key, value === 'true'];
  return [key, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
}

/**
 * A patient as "flags=heart-failure,diabetes; dryWeightKg=80; birthDate=1960-01-01;
 * limit=spo2/low:review:90:%". Without a birth date given: born in 1960; "birthDate=" for none.
 */
export function profileOf(text: string): PatientProfile {
  const told = split(text).map(
    (part) => [...keyAndValue(part)] as [string, string | number | boolean],
  );
  const all = (key: string) =>
    told.filter(([name]) => name === key).map(([, value]) => String(value));
  const number = (key: string) => (all(key)[0] === undefined ? {} : { [key]: Number(all(key)[0]) });
  const facts: PatientFacts = { ...number('dryWeightKg'), ...number('personalBestPeakFlow') };
  const birthDate = all('birthDate')[0] ?? '1960-01-01';
  return {
    patientId: 'patient',
    ...(birthDate === '' ? {} : { birthDate }),
    zone: 'America/New_York',
    flags: new Set(all('flags').flatMap((flags) => flags.split(','))),
    limits: all('limit').map(limitOf),
    facts,
  };
}

function limitOf(text: string, index: number): PatientLimit {
  const [ruleId = '', name = '', value = '', unit = ''] = text.split(':');
  const author = 'Dr. Ríos';
  const about = { author, reason: 'usual value of the patient', effectiveFrom: noon - dayMs };
  return { id: `limit-${index}`, ruleId, name, value: Number(value), unit, ...about };
}

function split(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** An input with nothing new and nothing before. */
export function input(more: Partial<AssessInput> = {}): AssessInput {
  return {
    profile: profileOf(''),
    newReadings: [],
    history: [],
    activeAlerts: [],
    newestJudgedAt: {},
    now: noon,
    protocols: shipped,
    ...more,
  };
}

/** A verdict as "glucose/low:level-1", "?glucose/high symptoms,ketones" or "=spo2/low" (clear). */
export function verdictNote(verdict: Verdict): string {
  switch (verdict.state) {
    case 'fires':
      return `${verdict.ruleId}:${verdict.level}`;
    case 'unknown':
      return `?${verdict.ruleId} ${verdict.missing.join(',')}`;
    case 'clear':
      return `=${verdict.ruleId}`;
    case 'not-applicable':
      return `/${verdict.ruleId}`;
  }
}

/** A change as "open blood-pressure/severe:awaiting-recheck P2". */
export function changeNote({ change, alert }: AlertChange): string {
  return `${change} ${alert.ruleId}:${alert.latest.level} ${alert.latest.priority}`;
}
