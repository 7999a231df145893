import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Portal del paciente',
  explain:
    'Con un enlace y un código el paciente ve su plan y sus mediciones, agrega otras y le escribe.',
  whom: 'A quién invitar',
  patient: 'Al paciente',
  invite: 'Crear un enlace y un código',
  open: 'Invitación abierta hasta {{at}}',
  entered: 'Entró {{began}}, último acceso {{active}}',
  nobody: 'Todavía nadie puede entrar.',
  end: 'Cerrar todo el acceso',
  ended: 'Ya nadie puede entrar al portal de este paciente.',
  shown: {
    title: 'Solo se muestra ahora',
    link: 'Envíe el enlace',
    code: 'Dé el código por otro medio: por teléfono o en persona',
    until: 'Los dos sirven una vez, hasta {{at}}.',
    copy: 'Copiar el enlace',
    copied: 'Copiado',
    done: 'Ya entregué los dos',
  },
  messages: {
    title: 'Mensajes en el portal',
    none: 'Todavía no hay mensajes.',
    answer: 'Mensaje para el paciente',
    language: 'Escriba en {{language}}.',
    send: 'Enviar al paciente',
    sent: 'Enviado al paciente.',
  },
  ask: {
    title: 'Preguntar por síntomas en el portal',
    which: 'Síntomas por los que se pregunta',
    send: 'Preguntar al paciente',
    sent: 'La pregunta está en el portal.',
    waiting: 'Preguntado {{at}}, sin respuesta todavía: {{symptoms}}',
    answered: 'Preguntado {{at}}, respondido {{answered}}: {{symptoms}}',
  },
};
