import { itemMessages, type ItemCode } from '../item-codes.ts';
import type { ItemOutcome } from '../outcome.ts';
import { escapeText, textAt, type Delimiters, type Message } from './message.ts';
import { writeHl7Time } from './time.ts';

/** Accepted, error in what was said, or rejected as a message (HL7 table 0008). */
export type Verdict = 'AA' | 'AE' | 'AR';

/** Why a message as a whole was not taken, with its HL7 table 0357 code. */
export type MessageRefusal =
  | 'unreadable'
  | 'control-id-missing'
  | 'type-unsupported'
  | 'event-unsupported'
  | 'processing-unsupported'
  | 'too-large'
  | 'not-set-up'
  | 'unavailable';

const refusals: Readonly<Record<MessageRefusal, readonly [code: string, en: string, es: string]>> =
  {
    unreadable: [
      '100',
      'The message cannot be read: send it whole, in the character set that MSH-18 names.',
      'No se puede leer el mensaje: envíelo completo y en el juego de caracteres que indica MSH-18.',
    ],
    'control-id-missing': ['101', 'MSH-10 is missing.', 'Falta MSH-10.'],
    'type-unsupported': ['200', 'Only ORU messages are taken.', 'Solo se aceptan mensajes ORU.'],
    'event-unsupported': ['201', 'Only the event R01 is taken.', 'Solo se acepta el evento R01.'],
    'processing-unsupported': [
      '202',
      'Only production messages (MSH-11 P) are taken.',
      'Solo se aceptan mensajes de producción (MSH-11 P).',
    ],
    'too-large': [
      '207',
      'The message is too large: send fewer observations at a time.',
      'El mensaje es demasiado grande: envíe menos observaciones a la vez.',
    ],
    'not-set-up': [
      '207',
      'This connection is not set up: an administrator checks its token.',
      'Esta conexión no está configurada: un administrador debe revisar su token.',
    ],
    unavailable: [
      '207',
      'Nothing was stored. Send it again in a few seconds.',
      'No se guardó nada. Vuelva a enviarlo en unos segundos.',
    ],
  };

/** Why a message is not one of those that are taken; undefined when it is. */
export function refusalOf(message: Message): MessageRefusal | undefined {
  const { header } = message;
  if (textAt(message, header, 10) === '') return 'control-id-missing';
  if (textAt(message, header, 9, 1) !== 'ORU') return 'type-unsupported';
  if (textAt(message, header, 9, 2) !== 'R01') return 'event-unsupported';
  // A message of a training or test system must not become a reading of somebody.
  return textAt(message, header, 11) === 'P' ? undefined : 'processing-unsupported';
}

interface Answered {
  /** Undefined when not even its header could be read. */
  readonly message: Message | undefined;
  readonly now: Date;
  /** Of the answer itself. */
  readonly controlId: string;
}

/** The answer to a message that was not taken as a whole. */
export function refuseMessage(answered: Answered, refusal: MessageRefusal): string {
  const [code, en, es] = refusals[refusal];
  return write(answered, 'AR', [
    { code, severity: 'E', own: refusal, item: '', said: `${en} / ${es}` },
  ]);
}

/**
 * The answer to a message that was understood: AA when anything of it is stored, AE when nothing is, with
 * one ERR for each item that was held or refused.
 */
export function answerMessage(answered: Answered, outcomes: readonly ItemOutcome[]): string {
  const isStored = outcomes.some(({ status }) => status === 'accepted' || status === 'duplicate');
  const errors = outcomes.flatMap(({ status, code, index }): Reason[] => {
    if (code === undefined || status === 'accepted' || status === 'duplicate') return [];
    const { title, advice } = itemMessages[code];
    const said = `${title.en} ${advice.en} / ${title.es} ${advice.es}`;
    const severity = isStored ? 'W' : 'E';
    return [{ code: conditionOf(code), severity, own: code, item: String(index + 1), said }];
  });
  return write(answered, isStored ? 'AA' : 'AE', errors);
}

interface Reason {
  /** HL7 table 0357. */
  readonly code: string;
  readonly severity: 'E' | 'W';
  /** Our own code. */
  readonly own: string;
  /** Which item, from 1; `''` for the message. */
  readonly item: string;
  readonly said: string;
}

/** HL7 table 0357: message error conditions. */
function conditionOf(code: ItemCode): string {
  if (code.startsWith('patient-')) return code === 'patient-missing' ? '101' : '204';
  if (code.endsWith('-missing') || code === 'value-absent') return '101';
  if (code.endsWith('-unknown') || code.endsWith('-unsupported')) return '103';
  return code.endsWith('-invalid') || code.startsWith('value-') ? '102' : '207';
}

const usual: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

function write(
  { message, now, controlId }: Answered,
  verdict: Verdict,
  errors: readonly Reason[],
): string {
  const { header } = message ?? {};
  // Both ends change places; what was sent is sent back as it was, still escaped.
  const given = (field: number) => (message === undefined ? '' : (header?.fields[field] ?? ''));
  const delimiters = message?.delimiters ?? usual;
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const code = (...parts: readonly string[]) => parts.join(component);
  const encoding = component + repetition + escape + subcomponent;
  const event = message === undefined ? '' : textAt(message, message.header, 9, 2);
  const type = event === '' ? 'ACK' : code('ACK', escapeText(delimiters, event), 'ACK');
  const lines = [
    [
      ...['MSH', encoding, given(5) || 'ENLACE', given(6), given(3), given(4)],
      ...[writeHl7Time(now), '', type, controlId, given(11) || 'P', given(12) || '2.6'],
      ...['', '', '', '', '', given(18)],
    ],
    ['MSA', verdict, given(10)],
    ...errors.map(({ code: condition, severity, own, item, said }) => [
      ...['ERR', '', '', code(condition, '', 'HL70357'), severity],
      ...[code(own, '', 'L'), item, '', escapeText(delimiters, said)],
    ]),
  ];
  return lines.map((fields) => `${fields.join(field)}\r`).join('');
}
