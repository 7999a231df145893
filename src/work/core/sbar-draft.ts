import { Temporal } from 'temporal-polyfill';

import type { WorkEvent } from './event.ts';
import type { Finding } from './finding.ts';
import type { LiveWork } from './item.ts';
import type { Sbar } from './sbar.ts';
import type { CodedStatement, Params } from './statement.ts';

/** What of the patient a hand-off tells; null is "not known", and the draft says so. */
export interface SbarPatient {
  readonly sex: string | null;
  readonly ageYears: number | null;
  /** `und`: nobody has asked. */
  readonly language: string;
  readonly interpreterNeeded: boolean | null;
  readonly zone: string;
  /** Display names of what is active. */
  readonly conditions: readonly string[];
  readonly medications: readonly string[];
}

export interface DatedEvent {
  readonly at: Date;
  readonly event: WorkEvent;
}

/** More than this nobody reads in a hand-off; the chart has the rest. */
const factsTold = 8;

/** Steps of a protocol that ask about a symptom are answered under this prefix and the symptom's code. */
export const symptomStep = 'symptom:';

/**
 * The SBAR of an item, drafted from what is recorded: its findings as coded by monitoring, the patient,
 * what was done, and what is due next. Everything is coded, so that both languages say the same.
 */
export function draftSbar(
  item: LiveWork,
  patient: SbarPatient,
  history: readonly DatedEvent[],
): Sbar {
  return {
    situation: situation(item, patient),
    background: background(patient),
    assessment: assessment(item, patient, history),
    recommendation: recommendation(item, patient),
  };
}

const urgencies = { 1: 'critical', 2: 'urgent', 3: 'same-day', 4: 'information' } as const;

function situation(item: LiveWork, patient: SbarPatient): readonly CodedStatement[] {
  const { findings, followUp } = item.headline;
  const time = localTime(item.openedAt, patient.zone);
  return [
    ...findings.map(({ code, params }: Finding) => ({ code, params })),
    ...(findings.length === 0 ? [say('nothing-active')] : []),
    ...(findings.some((one) => one.unconfirmed) ? [say('unconfirmed')] : []),
    ...(followUp ? [say('promised', { reason: oneLine(followUp.reason) })] : []),
    say('opened', { urgency: urgencies[item.priority], time }),
  ];
}

function background(patient: SbarPatient): readonly CodedStatement[] {
  return [
    ...person(patient),
    ...speech(patient),
    ...listed('condition', patient.conditions),
    ...listed('medication', patient.medications),
  ];
}

function person({ sex, ageYears }: SbarPatient): readonly CodedStatement[] {
  if (ageYears === null) return [say('age-unknown')];
  const known = sex === 'female' || sex === 'male';
  return [known ? say('person', { sex, years: ageYears }) : say('age', { years: ageYears })];
}

function speech({ language, interpreterNeeded }: SbarPatient): readonly CodedStatement[] {
  const spoken =
    language === 'und'
      ? say('language-unknown')
      : isOurs(language)
        ? say('speaks', { language })
        : say('speaks-other', { language });
  if (interpreterNeeded === null) return [spoken, say('interpreter-unknown')];
  return interpreterNeeded ? [spoken, say('interpreter-needed')] : [spoken];
}

function listed(
  code: 'condition' | 'medication',
  names: readonly string[],
): readonly CodedStatement[] {
  if (names.length === 0) return [say(`${code}s-none`)];
  return names.slice(0, factsTold).map((name) => say(code, { name: oneLine(name) }));
}

function assessment(
  item: LiveWork,
  patient: SbarPatient,
  history: readonly DatedEvent[],
): readonly CodedStatement[] {
  const count = (type: WorkEvent['type']) =>
    history.filter(({ event }) => event.type === type).length;
  const worsened = count('raised');
  const escalated = count('escalated');
  const cleared = item.headline.cleared.length;
  return [
    ...contacts(item, patient, history),
    ...symptoms(history),
    ...(worsened > 0 ? [say('worsened', { count: worsened })] : []),
    ...(cleared > 0 ? [say('cleared', { count: cleared })] : []),
    ...(escalated > 0 ? [say('escalated', { count: escalated })] : []),
  ];
}

function contacts(
  item: LiveWork,
  patient: SbarPatient,
  history: readonly DatedEvent[],
): readonly CodedStatement[] {
  const reached = history.findLast(
    ({ event }) => event.type === 'contact' && event.outcome === 'reached',
  );
  const attempts =
    item.contactAttempts > 0 ? [say('attempts', { count: item.contactAttempts })] : [];
  if (reached?.event.type === 'contact') {
    const time = localTime(reached.at, patient.zone);
    return [say('reached', { channel: reached.event.channel, time }), ...attempts];
  }
  return attempts.length > 0 ? attempts : [say('not-contacted')];
}

/** The last answer to each symptom question. */
function symptoms(history: readonly DatedEvent[]): readonly CodedStatement[] {
  const answers = new Map<string, string>();
  for (const { event } of history) {
    if (event.type !== 'step' || !event.step.startsWith(symptomStep)) continue;
    answers.set(event.step.slice(symptomStep.length), event.answer);
  }
  if (answers.size === 0) return [say('symptoms-not-asked')];
  const codes: Readonly<Record<string, string>> = { yes: 'symptom-present', no: 'symptom-absent' };
  return [...answers].map(([symptom, answer]) => {
    return say(codes[answer] ?? 'symptom-not-known', { symptom });
  });
}

function recommendation(item: LiveWork, patient: SbarPatient): readonly CodedStatement[] {
  const due = item.contactedAt
    ? say('decide-by', { time: localTime(item.resolveDueAt, patient.zone) })
    : say('reach-by', { time: localTime(item.contactDueAt, patient.zone) });
  return [
    ...(item.priority === 1 ? [say('assess-now'), say('tell-clinician')] : []),
    due,
    ...(isOurs(patient.language) ? [say('call-in', { language: patient.language })] : []),
    ...(patient.interpreterNeeded === true ? [say('with-interpreter')] : []),
  ];
}

function say(code: string, params: Params = {}): CodedStatement {
  return { code, params };
}

function isOurs(language: string): boolean {
  return language === 'en' || language === 'es';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function localTime(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toString({ smallestUnit: 'minute' });
}
