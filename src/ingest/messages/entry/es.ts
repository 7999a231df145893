import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Anotar una lectura',
  kind: 'Signo vital',
  unit: 'Unidad',
  when: 'Cuándo (hora del paciente)',
  whenHelp: 'Vacío quiere decir ahora.',
  optional: 'opcional',
  beyond: 'El medidor muestra',
  beyondNone: 'un número',
  meal: 'Comida',
  meals: {
    unknown: 'No lo dijo',
    fasting: 'En ayunas',
    'before-meal': 'Antes de comer',
    '1-hour-after-meal': '1 hora después de comer',
    '2-hours-after-meal': '2 horas después de comer',
    bedtime: 'Al acostarse',
  },
  oxygen: 'Oxígeno',
  oxygens: {
    unknown: 'No lo dijo',
    air: 'Respira aire ambiente',
    oxygen: 'Con oxígeno',
  },
  save: 'Guardar la lectura',
  result: {
    accepted: 'Guardada: {{reading}}',
    duplicate: 'Esta lectura ya estaba: {{reading}}',
    quarantined: 'Retenida, todavía no se usa: {{reading}}',
    rejected: 'No se guardó: {{reading}}',
  },
  another: 'El formulario está listo para la siguiente lectura.',
  correct: {
    open: 'Corregir',
    title: 'Corregir una lectura',
    what: '¿Qué está mal?',
    replace: 'El valor o la hora',
    withdraw: 'No es de este paciente o no es una lectura',
    reason: 'Motivo',
    reasonHelp: 'No se borra nada: lo que llegó queda en el expediente con este motivo.',
    newTime: 'Hora correcta (la del paciente); vacío si estaba bien',
    save: 'Guardar la corrección',
    remove: 'Anular la lectura',
  },
};
