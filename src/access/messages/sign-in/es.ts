import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Iniciar sesión',
  email: 'Correo electrónico',
  password: 'Contraseña',
  submit: 'Iniciar sesión',
  code: 'Código de su aplicación de autenticación',
  codeAdvice: 'Seis dígitos; cada 30 segundos aparece uno nuevo.',
  backupCode: 'Código de respaldo',
  backupAdvice: 'Cada código de respaldo sirve una sola vez.',
  useBackup: 'Usar un código de respaldo',
  useApp: 'Usar la aplicación de autenticación',
  verify: 'Continuar',
  startAgain: 'Empezar de nuevo',
  again: {
    title: 'Inicie sesión de nuevo',
    why: 'Su sesión terminó. Lo que estaba escribiendo está guardado y vuelve cuando usted, {{name}}, inicie sesión.',
    other: 'Soy otra persona',
  },
  ending: {
    title: '¿Sigue ahí?',
    idle: 'No ha habido actividad. Para proteger a los pacientes, la sesión termina en {{seconds}} segundos.',
    absolute:
      'El tiempo máximo de la sesión termina en {{seconds}} segundos. Guarde ahora y vuelva a iniciar sesión; los borradores se conservan.',
    stay: 'Seguir trabajando',
    understood: 'Entendido',
  },
  enrol: {
    title: 'Configure su aplicación de autenticación',
    why: 'La información de los pacientes se protege con un segundo paso. Esto se hace una sola vez.',
    password: 'Su contraseña, una vez más',
    begin: 'Comenzar',
    scan: 'Escanee este código con su aplicación de autenticación (por ejemplo, Google Authenticator, Microsoft Authenticator o 1Password).',
    qr: 'Código QR para la aplicación de autenticación',
    orType: 'O escriba esta clave en la aplicación:',
    codes:
      'Guarde estos códigos de respaldo en un lugar seguro. Cada uno le permite entrar una vez cuando no tenga la aplicación a mano.',
    kept: 'Ya guardé los códigos de respaldo',
    code: 'Los seis dígitos que muestra la aplicación ahora',
    finish: 'Terminar',
  },
  invitation: {
    title: 'Le damos la bienvenida a Enlace',
    firstAdministrator: 'Configure la primera cuenta de administración de {{organization}}',
    invited: '{{name}}, elija una contraseña para {{organization}}',
    reset: '{{name}}, elija una contraseña nueva',
    name: 'Su nombre',
    newPassword: 'Contraseña nueva',
    passwordAdvice:
      'Al menos 12 caracteres. Tres o cuatro palabras sin relación son fáciles de recordar.',
    submit: 'Guardar e iniciar sesión',
    noSecret: 'Este enlace está incompleto. Abra el enlace completo de su invitación.',
  },
  duty: {
    on: 'En turno',
    off: 'Fuera de turno',
    label: 'En turno: usted recibe trabajo en sus idiomas',
  },
  menu: {
    label: 'Su cuenta: {{name}}',
    signOut: 'Cerrar sesión',
    keys: 'Teclas',
  },
  breakGlass: {
    title: 'Este expediente está restringido',
    why: 'En una emergencia usted puede abrirlo. Quedan registrados el motivo, la hora y todo lo que vea, y se avisa de inmediato a la persona encargada de la privacidad.',
    reason: '¿Por qué necesita abrirlo ahora?',
    open: 'Abrir el expediente',
    opened: 'El expediente está abierto para usted hasta las {{time}}.',
  },
};
