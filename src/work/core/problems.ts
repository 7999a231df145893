import { defineProblems } from '../../platform/core/problem.ts';

export const workProblems = defineProblems({
  'work.already-taken': {
    status: 409,
    title: { en: 'Somebody else has it.', es: 'Otra persona ya lo tiene.' },
    advice: {
      en: 'Take the next item, or ask that person.',
      es: 'Tome el siguiente, o hable con esa persona.',
    },
  },
  'work.person-needed': {
    status: 403,
    title: { en: 'Only a person can do this.', es: 'Esto solo puede hacerlo una persona.' },
    advice: { en: 'Sign in with your own account.', es: 'Inicie sesión con su propia cuenta.' },
  },
  'work.closed': {
    status: 409,
    title: { en: 'It is already closed.', es: 'Ya está cerrado.' },
    advice: {
      en: 'Open the history to see who closed it and why.',
      es: 'Abra el historial para ver quién lo cerró y por qué.',
    },
  },
  'work.not-held': {
    status: 409,
    title: { en: 'It is neither snoozed nor waiting.', es: 'No está pospuesto ni en espera.' },
    advice: { en: 'Look at its newest state.', es: 'Vea su estado más reciente.' },
  },
  'work.not-owned': {
    status: 409,
    title: { en: 'You do not have it.', es: 'Usted no lo tiene.' },
    advice: { en: 'Take it first.', es: 'Tómelo primero.' },
  },
  'work.evidence-changed': {
    status: 409,
    title: {
      en: 'Something new came in while you were deciding.',
      es: 'Llegó algo nuevo mientras usted decidía.',
    },
    advice: {
      en: 'Look at what is new, then decide again.',
      es: 'Vea lo nuevo y vuelva a decidir.',
    },
  },
  'work.critical-not-snoozed': {
    status: 422,
    title: { en: 'Critical work cannot be snoozed.', es: 'Lo crítico no se puede posponer.' },
    advice: {
      en: 'Reach the patient, hand it off, or wait for something definite.',
      es: 'Comuníquese con el paciente, entréguelo a otra persona o póngalo en espera de algo concreto.',
    },
  },
  'work.contact-first': {
    status: 422,
    title: {
      en: 'Critical work waits only after the patient was called.',
      es: 'Lo crítico solo puede esperar después de llamar al paciente.',
    },
    advice: {
      en: 'Record the contact or the attempt, then set what you are waiting for.',
      es: 'Registre la llamada o el intento y luego indique qué está esperando.',
    },
  },
  'work.until-not-allowed': {
    status: 422,
    title: { en: 'That time is not possible here.', es: 'Esa hora no es posible aquí.' },
    advice: {
      en: 'Choose a time in the future, within the limit for this priority.',
      es: 'Elija una hora futura, dentro del límite de esta prioridad.',
    },
  },
  'work.disposition-unknown': {
    status: 422,
    title: {
      en: 'This disposition does not fit this work.',
      es: 'Este motivo de cierre no corresponde.',
    },
    advice: { en: 'Choose one from the list.', es: 'Elija uno de la lista.' },
  },
  'work.note-needed': {
    status: 422,
    title: { en: 'This disposition needs a note.', es: 'Este motivo de cierre requiere una nota.' },
    advice: { en: 'Write what happened.', es: 'Escriba qué pasó.' },
  },
  'work.follow-up-needed': {
    status: 422,
    title: {
      en: 'This disposition needs a follow-up.',
      es: 'Este motivo de cierre requiere un seguimiento.',
    },
    advice: {
      en: 'Choose the day on which somebody comes back to the patient.',
      es: 'Elija el día en que alguien volverá a comunicarse con el paciente.',
    },
  },
  'work.follow-up-not-possible': {
    status: 422,
    title: { en: 'No follow-up is possible here.', es: 'Aquí no es posible un seguimiento.' },
    advice: {
      en: 'A follow-up needs a patient, a day that has not passed, and there is one per item.',
      es: 'Un seguimiento necesita un paciente y un día que no haya pasado, y hay uno por caso.',
    },
  },
  'work.assignee-unknown': {
    status: 422,
    title: {
      en: 'That person cannot take this work.',
      es: 'Esa persona no puede tomar este trabajo.',
    },
    advice: { en: 'Choose an active colleague.', es: 'Elija a un colega activo.' },
  },
  'work.calendar-invalid': {
    status: 422,
    title: { en: 'These business hours cannot be used.', es: 'Este horario no se puede usar.' },
    advice: {
      en: 'One line per weekday, closing after opening; one name per holiday.',
      es: 'Una línea por día de la semana, con cierre después de la apertura; un nombre por feriado.',
    },
  },
  'hand-off.open': {
    status: 409,
    title: {
      en: 'A hand-off of it is waiting for an answer.',
      es: 'Ya hay una entrega en espera de respuesta.',
    },
    advice: {
      en: 'Withdraw it first; until it is accepted you are responsible.',
      es: 'Retírela primero; hasta que la acepten, usted es responsable.',
    },
  },
  'hand-off.answered': {
    status: 409,
    title: { en: 'It was already answered.', es: 'Ya fue respondida.' },
    advice: { en: 'Look at its newest state.', es: 'Vea su estado más reciente.' },
  },
  'hand-off.not-addressed': {
    status: 403,
    title: { en: 'It is not addressed to you.', es: 'No está dirigida a usted.' },
    advice: {
      en: 'Ask the sender to offer it to you.',
      es: 'Pida a quien la envió que se la ofrezca a usted.',
    },
  },
  'hand-off.incomplete': {
    status: 422,
    title: { en: 'The hand-off is incomplete.', es: 'La entrega está incompleta.' },
    advice: {
      en: 'State the severity, the situation, and who takes it.',
      es: 'Indique la gravedad, la situación y quién la recibe.',
    },
  },
  'hand-off.synthesis-needed': {
    status: 422,
    title: { en: 'Accepting needs a synthesis.', es: 'Para aceptar hace falta una síntesis.' },
    advice: {
      en: 'Say in your own words what is wrong and what you will do.',
      es: 'Diga con sus palabras qué pasa y qué hará usted.',
    },
  },
  'hand-off.patient-needed': {
    status: 422,
    title: {
      en: 'Only work on a patient is handed off.',
      es: 'Solo se entrega trabajo sobre un paciente.',
    },
    advice: { en: 'Release it to its queue instead.', es: 'Devuélvalo a su cola.' },
  },
});
