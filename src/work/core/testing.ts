import { loadWorkContent, contentOn } from '../server/content.ts';
import type { BusinessCalendar } from './calendar.ts';
import type { Setting } from './change.ts';
import { openWork } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { OpenWork } from './item.ts';
import type { PersonOnDuty } from './routing.ts';
import type { WorkSignal } from './signal.ts';

/** Open Monday to Friday from 8 to 18, New York time, closed on Thanksgiving of 2026. */
export const weekCalendar: BusinessCalendar = {
  zone: 'America/New_York',
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '18:00' })),
  holidays: new Set(['2026-11-26']),
};

export const shippedContent = contentOn(loadWorkContent(), '2026-11-21');

export const spanishNurse: PersonOnDuty = {
  userId: 'spanish-nurse',
  roles: ['care-provider'],
  languages: ['en', 'es'],
  skills: [],
};

/** The shipped content at a moment, with one bilingual person of level 1 on duty unless told otherwise. */
export function settingAt(now: string, fields: Partial<Setting> = {}): Setting {
  const { escalation, kinds, queues } = shippedContent;
  return {
    now: new Date(now),
    escalation,
    kinds,
    queues,
    calendar: weekCalendar,
    onDuty: [spanishNurse],
    ...fields,
  };
}

/** A finding of high glucose, unless told otherwise. */
export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    code: 'glucose/high',
    ruleId: 'glucose/high',
    kind: 'glucose',
    direction: 'high',
    priority: 3,
    magnitude: 260,
    unconfirmed: false,
    at: Date.UTC(2026, 10, 18, 14, 55),
    params: { value: 260 },
    text: { en: 'High glucose: 260 mg/dL', es: 'Glucosa alta: 260 mg/dL' },
    ...fields,
  };
}

/** A signal for a triage card. */
export function signal(findings: readonly Finding[], fields: Partial<WorkSignal> = {}): WorkSignal {
  return {
    kind: 'triage',
    subject: 'patient-1',
    patientId: 'patient-1',
    practiceId: 'practice-1',
    language: 'es',
    priority: 4,
    findings,
    at: Date.UTC(2026, 10, 18, 14, 55),
    ...fields,
  };
}

/** A card opened at a moment. */
export function opened(findings: readonly Finding[], setting: Setting): OpenWork {
  return openWork('item-1', signal(findings), setting).item;
}
