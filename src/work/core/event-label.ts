import type { Text } from '../../platform/core/text.ts';
import { policyOf, type Escalation } from './escalation.ts';
import type { ContactChannel, WorkEvent } from './event.ts';
import type { Finding, Priority } from './finding.ts';
import { symptomStep } from './sbar-draft.ts';
import type { Wording } from './statement.ts';

/** Where the words of content come from that an event refers to by code. */
export interface EventWords {
  readonly escalation: Escalation;
  readonly wording: Wording;
  readonly priority: Priority;
  readonly queue: (id: string) => Text;
  readonly disposition: (code: string) => Text;
}

/** One line that tells what happened, without what somebody wrote (note, reason, answer). */
export function eventLabel(event: WorkEvent, words: EventWords): Text {
  switch (event.type) {
    case 'opened':
      return withFindings({ en: 'Opened', es: 'Se abrió' }, event.findings);
    case 'raised':
      return withFindings(
        event.brokeHold
          ? { en: 'Came back because it got worse', es: 'Volvió porque empeoró' }
          : { en: 'Got worse', es: 'Empeoró' },
        event.findings,
      );
    case 'downgraded':
      return { en: `Less urgent: P${event.priority}`, es: `Menos urgente: P${event.priority}` };
    case 'cleared':
      return withFindings(
        { en: 'Within limits again', es: 'De nuevo dentro de límites' },
        event.findings,
      );
    case 'contact':
      return contactLabel(event);
    case 'step':
      return stepLabel(event, words.wording);
    case 'escalated':
      return rungLabel(event, words);
    case 'resolved':
      return joined({ en: 'Closed', es: 'Se cerró' }, words.disposition(event.disposition));
    case 'routed':
    case 'language-gap':
    case 'language-gap-ended':
    case 'hand-off-escalated':
      return joined(fixed[event.type], words.queue(event.queue));
    default:
      return fixed[event.type];
  }
}

const fixed = {
  taken: { en: 'Taken', es: 'Alguien lo tomó' },
  released: { en: 'Given back to the queue', es: 'Se devolvió a la cola' },
  assigned: { en: 'Given to a colleague', es: 'Se asignó a otra persona' },
  noted: { en: 'Note', es: 'Nota' },
  snoozed: { en: 'Snoozed', es: 'Se pospuso' },
  waiting: { en: 'Waiting', es: 'En espera' },
  resumed: { en: 'Taken up again', es: 'Se retomó' },
  woken: { en: 'The time it was put aside has ended', es: 'Terminó el tiempo de espera' },
  'owner-off-duty': {
    en: 'Freed: its owner is off duty',
    es: 'Quedó libre: quien lo tenía terminó su turno',
  },
  'follow-up-opened': { en: 'Follow-up planned', es: 'Se planificó un seguimiento' },
  routed: { en: 'Moved to', es: 'Pasó a' },
  'language-gap': {
    en: 'Nobody on duty speaks the language; moved to',
    es: 'Nadie de turno habla el idioma; pasó a',
  },
  'language-gap-ended': {
    en: 'Somebody on duty speaks the language; now in',
    es: 'Ya hay quien habla el idioma; ahora en',
  },
  'hand-off-offered': { en: 'Hand-off offered', es: 'Se ofreció la entrega' },
  'hand-off-reminded': {
    en: 'Receiver of the hand-off told again',
    es: 'Se volvió a avisar a quien recibe la entrega',
  },
  'hand-off-escalated': {
    en: 'Nobody accepted the hand-off in time; told',
    es: 'Nadie aceptó la entrega a tiempo; se avisó a',
  },
  'hand-off-accepted': { en: 'Hand-off accepted', es: 'Entrega aceptada' },
  'hand-off-declined': { en: 'Hand-off declined', es: 'Entrega rechazada' },
  'hand-off-withdrawn': { en: 'Hand-off withdrawn', es: 'Entrega retirada' },
} as const satisfies Record<string, Text>;

const channels: Readonly<Record<ContactChannel, Text>> = {
  phone: { en: 'phone', es: 'teléfono' },
  text: { en: 'text message', es: 'mensaje de texto' },
  email: { en: 'e-mail', es: 'correo electrónico' },
  letter: { en: 'letter', es: 'carta' },
  portal: { en: 'portal', es: 'portal' },
  'in-person': { en: 'in person', es: 'en persona' },
};

function contactLabel(event: Extract<WorkEvent, { type: 'contact' }>): Text {
  const outcome =
    event.outcome === 'reached'
      ? { en: 'Patient reached', es: 'Se habló con el paciente' }
      : { en: 'Tried to reach the patient', es: 'Se intentó localizar al paciente' };
  return joined(outcome, channels[event.channel]);
}

function stepLabel(event: Extract<WorkEvent, { type: 'step' }>, wording: Wording): Text {
  const other = { en: 'Step of the protocol', es: 'Paso del protocolo' };
  if (!event.step.startsWith(symptomStep)) return other;
  const codes: Readonly<Record<string, string>> = { yes: 'symptom-present', no: 'symptom-absent' };
  const params = { symptom: event.step.slice(symptomStep.length) };
  const statement = { code: codes[event.answer] ?? 'symptom-not-known', params };
  const en = wording.render(statement, 'en');
  const es = wording.render(statement, 'es');
  return en !== undefined && es !== undefined ? { en, es } : other;
}

function rungLabel(event: Extract<WorkEvent, { type: 'escalated' }>, words: EventWords): Text {
  const late = { en: 'Not done in time', es: 'No se hizo a tiempo' };
  const { clock } = event;
  if (clock === 'wake') return late;
  // The priority may have changed since: the rung is looked for in every ladder of this clock.
  const policies = [policyOf(words.escalation, words.priority), ...words.escalation.priorities];
  const ladders = policies.map((policy) => policy.ladders[clock]);
  const rung = ladders.flat().find((one) => one.step === event.step);
  return rung ? joined(late, rung.label) : late;
}

function withFindings(text: Text, findings: readonly Finding[]): Text {
  if (findings.length === 0) return text;
  return joined(text, {
    en: findings.map((one) => one.text.en).join('; '),
    es: findings.map((one) => one.text.es).join('; '),
  });
}

function joined(text: Text, more: Text): Text {
  return { en: `${text.en}: ${more.en}`, es: `${text.es}: ${more.es}` };
}
