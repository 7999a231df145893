import type { Messages } from '../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  navigation: {
    triage: 'Triaje',
    handOffs: 'Traspasos',
    waiting_one: '{{count}} espera su respuesta',
    waiting_many: '{{count}} esperan su respuesta',
    waiting_other: '{{count}} esperan su respuesta',
    patients: 'Pacientes',
    quarantine: 'Cuarentena',
    board: 'Tablero',
    users: 'Usuarios',
    tokens: 'Acceso de máquinas',
    sources: 'Fuentes',
    practices: 'Consultorios',
    calendar: 'Calendario',
    whoSaw: 'Quién vio',
    reviews: 'Acceso de emergencia',
    protocols: 'Protocolos',
  },
  chart: {
    group: 'Expediente',
    section: {
      summary: 'Resumen',
      vitals: 'Signos vitales',
      metrics: 'Indicadores',
      alerts: 'Alertas y límites',
      person: 'Persona y contactos',
      record: 'Historia clínica',
      devices: 'Dispositivos',
    },
    openWork: 'Trabajo abierto',
    noOpenWork: 'No hay nada abierto.',
    ownedBy: 'Lo tiene {{name}}',
    workState: {
      open: 'abierto',
      waiting: 'en espera',
      snoozed: 'pospuesto',
      closed: 'cerrado',
    },
  },
};
