import type { Messages } from '../core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  product: 'Enlace',
  skip: 'Ir al contenido',
  loading: 'Cargando',
  tryAgain: 'Intentar de nuevo',
  close: 'Cerrar',
  cancel: 'Cancelar',
  change: 'Cambiar',
  save: 'Guardar',
  undo: 'Deshacer',
  optional: 'opcional',
  menu: 'Menú',
  navigation: 'Navegación principal',
  language: {
    label: 'Idioma de las pantallas',
    en: 'English',
    es: 'Español',
  },
  notices: 'Avisos',
  demonstration: 'Demostración: todas las personas y lecturas son inventadas.',
  freshness: {
    updated: 'actualizado {{ago}}',
    old: 'datos atrasados: actualizado {{ago}}',
    explain: 'Cuándo llegó esta lista del servidor por última vez.',
  },
  connection: {
    lost: 'Sin conexión con el servidor. Seguimos intentando; lo que escribió sigue aquí.',
    unavailable:
      'El servidor está iniciando o muy ocupado. Seguimos intentando; lo que escribió sigue aquí.',
  },
  commands: {
    palette: 'Buscar pacientes y acciones',
    paletteKeys: 'Ctrl K',
    placeholder: 'Nombre, fecha de nacimiento, teléfono o una acción…',
    nothing: 'No se encontró nada.',
    actions: 'Acciones',
    help: 'Teclas',
    helpTitle: 'Para qué sirve cada tecla',
    everywhere: 'En todas partes',
    go: 'Ir a',
    singleKeys: 'Usar teclas de una sola letra',
    singleKeysWhy: 'Apáguelo si maneja la computadora con la voz.',
    then: 'luego',
  },
  notFound: {
    title: 'No hay nada en esta dirección',
    advice: 'Revise la dirección o comience de nuevo desde la lista.',
    home: 'Ir al inicio',
  },
  failed: {
    title: 'Esta pantalla falló',
    advice:
      'Lo que escribió está guardado. Cargue la pantalla de nuevo; si vuelve a fallar, avise a soporte.',
    reload: 'Cargar de nuevo',
  },
  theirTime: 'Hora del paciente; aquí son las {{time}}',
};
