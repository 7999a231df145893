import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Calendario',
  explain:
    'Los plazos del trabajo del mismo día e informativo corren en este horario ({{zone}}). Los críticos y urgentes no se detienen nunca. Los plazos que ya corren no se mueven.',
  hours: 'Horario de atención',
  weekday: 'Día',
  opens: 'Abre',
  closes: 'Cierra',
  opensOf: '{{day}}: abre',
  closesOf: '{{day}}: cierra',
  holidays: 'Días festivos',
  none: 'No hay días festivos registrados.',
  day: 'Fecha',
  english: 'Nombre en inglés',
  spanish: 'Nombre en español',
  add: 'Agregar un día festivo',
  remove: 'Quitar',
  removeOf: 'Quitar el día festivo del {{day}}',
  saved: 'Guardado.',
};
