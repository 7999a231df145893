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
    acknowledge: 'Tomar',
    contact: 'Llamar',
    resolve: 'Cerrar',
    wake: 'Vuelve',
    dueIn: 'en {{span}}',
    overdue: '{{span}} de atraso',
    done: 'En curso',
  },
  owner: { me: 'Usted', nobody: 'Nadie todavía', handOff: 'Traspaso ofrecido' },
};
