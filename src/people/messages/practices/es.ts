import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Consultorios',
  add: 'Agregar un consultorio',
  change: 'Cambiar',
  changeOf: 'Cambiar los datos de {{name}}',
  closed: 'Cerrado',
  none: 'Todavía no hay consultorios. Agregue uno antes de agregar pacientes.',
  name: 'Nombre',
  zone: 'Zona horaria',
  zoneHelp: 'Para los pacientes cuya zona no se conoce.',
  phone: 'Teléfono',
  open: 'Abierto: se pueden agregar pacientes nuevos',
  saved: 'Guardado.',
};
