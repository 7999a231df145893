import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  ask: '¿Qué habría cambiado?',
  sum: {
    asIs_one: 'En los últimos 90 días: {{count}} alerta tal como fue,',
    asIs_many: 'En los últimos 90 días: {{count}} de alertas tal como fueron,',
    asIs_other: 'En los últimos 90 días: {{count}} alertas tal como fueron,',
    changed: '{{count}} con este límite:',
    gone_one: '{{count}} no habría llegado,',
    gone_many: '{{count}} de ellas no habrían llegado,',
    gone_other: '{{count}} no habrían llegado,',
    new_one: '{{count}} nueva.',
    new_many: '{{count}} de nuevas.',
    new_other: '{{count}} nuevas.',
    priority_one: '{{count}} con otra urgencia.',
    priority_many: '{{count}} de ellas con otra urgencia.',
    priority_other: '{{count}} con otra urgencia.',
    moved_one: '{{count}} en otro momento.',
    moved_many: '{{count}} de ellas en otro momento.',
    moved_other: '{{count}} en otro momento.',
  },
  none: 'Ninguna alerta habría sido distinta.',
  noReadings: 'No hay lecturas de este tipo en los últimos 90 días con qué probarlo.',
  basis_one:
    '{{count}} lectura, evaluada como si hubiera llegado cuando se tomó. No se mira el silencio y nadie termina nada.',
  basis_many:
    '{{count}} de lecturas, evaluadas como si cada una hubiera llegado cuando se tomó. No se mira el silencio y nadie termina nada.',
  basis_other:
    '{{count}} lecturas, evaluadas como si cada una hubiera llegado cuando se tomó. No se mira el silencio y nadie termina nada.',
  list: 'Cuáles ({{count}})',
  change: {
    gone: 'no habría llegado',
    new: 'nueva',
    priority: 'otra urgencia',
    moved: 'otro momento',
  },
  head: { when: 'Comenzó', what: 'Qué', change: 'Con el cambio' },
  becomes: '{{before}} → {{after}}',
};
