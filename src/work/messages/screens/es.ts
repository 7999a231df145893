import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  priority: {
    p1: 'Crítico',
    p2: 'Urgente',
    p3: 'Hoy mismo',
    p4: 'Informativo',
    name: 'P{{priority}}',
  },
  language: {
    gap: 'Nadie en turno lo habla',
    unknown: 'Idioma desconocido',
  },
  clock: {
    acknowledge: { due: 'Tomar en {{span}}', late: 'Tomar: {{span}} de atraso' },
    contact: { due: 'Llamar en {{span}}', late: 'Llamar: {{span}} de atraso' },
    resolve: { due: 'Cerrar en {{span}}', late: 'Cerrar: {{span}} de atraso' },
    wake: { due: 'Vuelve en {{span}}', late: 'Vuelve ahora' },
    done: 'En curso',
  },
  owner: { me: 'Usted', nobody: 'Nadie todavía', handOff: 'Traspaso ofrecido' },
};
