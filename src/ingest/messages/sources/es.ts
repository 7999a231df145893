import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Fuentes',
  explain:
    'Proveedores cuyos dispositivos envían lecturas aquí. Cada uno tiene su propia dirección y su propio secreto.',
  none: 'Todavía ningún proveedor envía lecturas.',
  add: 'Nueva fuente',
  of: '{{vendor}} · {{practice}}',
  everyPractice: 'Todos los consultorios',
  disabled: 'Apagada',
  lastDelivery: 'Último envío {{ago}}',
  neverDelivered: 'Todavía no ha llegado nada',
  lastDay:
    'Últimas 24 horas: {{accepted}} aceptadas, {{quarantined}} retenidas, {{rejected}} rechazadas',
  refused_one: '{{count}} solicitud con un secreto equivocado o vencido',
  refused_many: '{{count}} de solicitudes con un secreto equivocado o vencido',
  refused_other: '{{count}} solicitudes con un secreto equivocado o vencido',
  accounts_one: 'acceso a {{count}} cuenta',
  accounts_many: 'acceso a {{count}} de cuentas',
  accounts_other: 'acceso a {{count}} cuentas',
  disable: 'Apagar',
  disableOf: 'Apagar {{name}}',
  disableAsk:
    'Los envíos de {{name}} se rechazan hasta que la encienda de nuevo. Los proveedores solo los repiten durante unas horas.',
  enable: 'Encender',
  enableOf: 'Encender {{name}}',
  rotate: 'Nuevo secreto',
  rotateOf: 'Nuevo secreto para {{name}}',
  rotateAsk:
    'El secreto que {{name}} usa ahora termina de inmediato. Sus envíos se rechazan hasta que el proveedor tenga el nuevo.',
  account: 'Agregar una cuenta',
  accountOf: 'Agregar una cuenta a {{name}}',
  form: {
    vendor: 'Proveedor',
    label: 'Nombre',
    labelHelp: 'Por ejemplo, la clínica o el tipo de dispositivo.',
    practice: 'Consultorio',
    practiceHelp: 'Solo los pacientes de este consultorio pueden recibir sus lecturas.',
    authentication: 'Cómo se identifica el proveedor',
    way: {
      basic: 'Usuario y contraseña',
      signature: 'Firma de cada envío',
      url: 'Secreto en la dirección',
    },
    window: 'Una firma es válida durante (minutos)',
    send: 'Crear fuente',
  },
  accountForm: {
    account: 'Identificador de la persona en el proveedor',
    token: 'Token de acceso',
    patientHelp:
      'El paciente necesita este identificador con el sistema “{{vendor}}”, o tener registrado el dispositivo.',
    send: 'Guardar acceso',
    saved: 'El acceso quedó guardado.',
  },
  secret: {
    title: 'Configure {{name}} en el proveedor',
    once: 'El secreto se muestra solo ahora. Cópielo antes de cerrar esta ventana.',
    address: 'Dirección que debe pegar en el proveedor',
    user: 'Usuario',
    password: 'Contraseña',
    secret: 'Secreto para las firmas',
    signatureHelp:
      'Cada envío lleva el encabezado Enlace-Signature: t=<segundos>,v1=<HMAC-SHA-256 de "t.cuerpo" en hexadecimal>.',
    copy: 'Copiar',
    copyOf: 'Copiar: {{what}}',
    copied: 'Copiado',
    done: 'Ya lo copié',
  },
  enabledNow: '{{name}} está encendida de nuevo.',
  disabledNow: '{{name}} está apagada.',
};
