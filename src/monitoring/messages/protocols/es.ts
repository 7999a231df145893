import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Protocolos',
  explain:
    'Las reglas con las que se evalúan las lecturas. Un cambio es una versión nueva: se prueba con el pasado, lo propone una persona y lo aprueba otra.',
  all: 'Todos los protocolos',
  version: 'Versión {{version}}',
  inForce: 'Vigente desde el {{from}}',
  inForceUntil: 'Vigente del {{from}} al {{to}}',
  approver: 'Aprobado por',
  source: 'De dónde vienen las cifras',
  file: 'Archivo',
  truth: {
    title: 'Comprobado con',
    rows_one: '{{count}} ejemplo de respuesta conocida',
    rows_many: '{{count}} de ejemplos de respuesta conocida',
    rows_other: '{{count}} ejemplos de respuesta conocida',
    none: 'ninguna tabla de ejemplos',
  },
  fingerprint: 'Huella',
  applies: {
    title: 'Para quién es',
    everybody: 'Todos los pacientes con estas lecturas',
    age: 'A partir de {{age}} años',
    only: 'Solo con: {{flags}}',
    not: 'No con: {{flags}}',
  },
  rules: {
    title: 'Reglas y límites',
    level: 'Qué se encuentra',
    limit: 'Límite',
    urgency: 'Urgencia',
    or: 'o',
    noLimit: 'Sin cifra propia: cuenta lo que se dijo o un segundo valor',
    change: 'cambio {{limit}}',
    percent: '{{limit}} de la mejor marca personal',
    total: 'todos los valores juntos {{limit}}',
    highest: 'un solo valor {{limit}}',
    silence: 'sin lecturas durante {{limit}}',
    pattern: {
      consecutive: '{{count}} lecturas seguidas, con al menos {{apart}} entre ellas, en {{within}}',
      sustained: 'durante {{span}} sin una lectura dentro de los límites',
      count: '{{count}} lecturas, con al menos {{apart}} entre ellas, en {{within}}',
    },
    symptoms: 'con: {{symptoms}}',
    told: 'solo con algo dicho junto al valor',
    byPerson: 'Solo una persona puede darla por terminada.',
    confirm: 'sin confirmar hasta un segundo valor, que se pide antes de {{within}}',
  },
  steps: { title: 'Pasos', only: 'Solo para: {{rules}}' },
};
