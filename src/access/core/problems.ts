import { defineProblems } from '../../platform/core/problem.ts';

export const sessionProblems = defineProblems({
  'session.unauthenticated': {
    status: 401,
    title: { en: 'Nobody is signed in.', es: 'No ha iniciado sesión.' },
    advice: { en: 'Sign in.', es: 'Inicie sesión.' },
  },
  'session.ended': {
    status: 401,
    title: { en: 'Your session has ended.', es: 'Su sesión ha terminado.' },
    advice: {
      en: 'Sign in again. What you were writing is still there.',
      es: 'Inicie sesión de nuevo. Lo que estaba escribiendo sigue ahí.',
    },
  },
  'session.token-invalid': {
    status: 401,
    title: {
      en: 'This token is not known, or no longer valid.',
      es: 'Este token no se reconoce o ya no es válido.',
    },
    advice: {
      en: 'Ask an administrator for a new token.',
      es: 'Pida un token nuevo a un administrador.',
    },
  },
  'session.forbidden': {
    status: 403,
    title: {
      en: 'Your role does not include this.',
      es: 'Su función no incluye esto.',
    },
    advice: {
      en: 'Ask a supervisor or administrator if you need it for your work.',
      es: 'Si lo necesita para su trabajo, consulte a un supervisor o administrador.',
    },
  },
  'session.foreign-origin': {
    status: 403,
    title: { en: 'This request came from another site.', es: 'Esta solicitud vino de otro sitio.' },
    advice: {
      en: 'Open Enlace in its own window and try again.',
      es: 'Abra Enlace en su propia ventana e inténtelo de nuevo.',
    },
  },
});

export const signInProblems = defineProblems({
  'sign-in.refused': {
    status: 403,
    title: {
      en: 'E-mail address or password is not right.',
      es: 'El correo electrónico o la contraseña no son correctos.',
    },
    advice: {
      en: 'Try again. If you forgot the password, ask an administrator for a new link.',
      es: 'Inténtelo de nuevo. Si olvidó la contraseña, pida un enlace nuevo a un administrador.',
    },
  },
  'sign-in.locked': {
    status: 429,
    title: {
      en: 'Too many failed attempts. Sign-in is locked for a while.',
      es: 'Demasiados intentos fallidos. El acceso está bloqueado por un tiempo.',
    },
    advice: {
      en: 'Wait 15 minutes and try again, or ask an administrator.',
      es: 'Espere 15 minutos e inténtelo de nuevo, o consulte a un administrador.',
    },
  },
  'sign-in.code-refused': {
    status: 403,
    title: { en: 'This code is not right.', es: 'Este código no es correcto.' },
    advice: {
      en: 'Type the code that the app shows now. Each code works for a short time.',
      es: 'Escriba el código que la aplicación muestra ahora. Cada código sirve por poco tiempo.',
    },
  },
  'sign-in.start-again': {
    status: 403,
    title: { en: 'This sign-in took too long.', es: 'Este inicio de sesión tardó demasiado.' },
    advice: {
      en: 'Begin again with e-mail and password.',
      es: 'Comience de nuevo con su correo electrónico y contraseña.',
    },
  },
  'sign-in.password-wrong': {
    status: 403,
    title: { en: 'The current password is not right.', es: 'La contraseña actual no es correcta.' },
    advice: { en: 'Type it again.', es: 'Escríbala de nuevo.' },
  },
  'sign-in.password-weak': {
    status: 422,
    title: {
      en: 'This password is too easy to guess.',
      es: 'Esta contraseña es muy fácil de adivinar.',
    },
    advice: {
      en: 'Use at least 12 characters, for example four words; not your name, and no common password.',
      es: 'Use al menos 12 caracteres, por ejemplo cuatro palabras; ni su nombre ni una contraseña común.',
    },
  },
  'sign-in.totp-set-up': {
    status: 409,
    title: {
      en: 'An authenticator app is set up already.',
      es: 'Ya tiene configurada una aplicación de autenticación.',
    },
    advice: {
      en: 'If you lost it, ask an administrator to reset it.',
      es: 'Si la perdió, pida a un administrador que la restablezca.',
    },
  },
  'sign-in.totp-missing': {
    status: 409,
    title: {
      en: 'No authenticator app is set up.',
      es: 'No hay ninguna aplicación de autenticación configurada.',
    },
    advice: { en: 'Set one up first.', es: 'Configure una primero.' },
  },
  'sign-in.link-invalid': {
    status: 410,
    title: {
      en: 'This link was used already or has expired.',
      es: 'Este enlace ya se usó o venció.',
    },
    advice: {
      en: 'Ask an administrator for a new link.',
      es: 'Pida un enlace nuevo a un administrador.',
    },
  },
  'sign-in.link-incomplete': {
    status: 422,
    title: {
      en: 'The first administrator gives a name and an e-mail address.',
      es: 'El primer administrador indica su nombre y correo electrónico.',
    },
    advice: { en: 'Fill in both.', es: 'Complete ambos datos.' },
  },
});

export const userProblems = defineProblems({
  'users.email-taken': {
    status: 409,
    title: {
      en: 'This e-mail address is already in use.',
      es: 'Este correo electrónico ya está en uso.',
    },
    advice: {
      en: 'Use another address, or find the person in the list.',
      es: 'Use otro correo o busque a la persona en la lista.',
    },
  },
  'users.last-administrator': {
    status: 409,
    title: { en: 'This is the last administrator.', es: 'Es el último administrador.' },
    advice: {
      en: 'Make somebody else an administrator first.',
      es: 'Primero nombre administrador a otra persona.',
    },
  },
  'users.administrator-exists': {
    status: 409,
    title: {
      en: 'This organization already has an administrator.',
      es: 'Esta organización ya tiene un administrador.',
    },
    advice: {
      en: 'Ask that administrator for an invitation.',
      es: 'Pida una invitación a ese administrador.',
    },
  },
  'users.practice-needed': {
    status: 422,
    title: {
      en: 'A practice user belongs to a practice.',
      es: 'Un usuario de clínica debe pertenecer a una clínica.',
    },
    advice: { en: 'Choose the practice.', es: 'Elija la clínica.' },
  },
  'users.practice-unknown': {
    status: 422,
    title: { en: 'This practice is not known here.', es: 'Esta clínica no se conoce aquí.' },
    advice: {
      en: 'Choose one of the practices in the list.',
      es: 'Elija una de las clínicas de la lista.',
    },
  },
  'users.inactive': {
    status: 409,
    title: { en: 'This person is deactivated.', es: 'Esta persona está desactivada.' },
    advice: { en: 'Reactivate them first.', es: 'Primero reactívela.' },
  },
  'organization.zone-unknown': {
    status: 422,
    title: { en: 'This time zone is not known.', es: 'Esta zona horaria no se conoce.' },
    advice: {
      en: 'Give a name such as America/New_York.',
      es: 'Indique un nombre como America/New_York.',
    },
  },
});

export const tokenProblems = defineProblems({
  'tokens.scope-invalid': {
    status: 422,
    title: { en: 'This scope is not granted here.', es: 'Este alcance no se otorga aquí.' },
    advice: {
      en: "Write it as SMART v2 does: 'system/Observation.c' or 'system/*.cruds', letters in this order.",
      es: "Escríbalo como SMART v2: 'system/Observation.c' o 'system/*.cruds', letras en este orden.",
    },
  },
  'tokens.patient-needed': {
    status: 422,
    title: {
      en: 'A Nightscout token belongs to one patient.',
      es: 'Un token de Nightscout pertenece a un solo paciente.',
    },
    advice: { en: 'Choose the patient.', es: 'Elija al paciente.' },
  },
});

export const breakGlassProblems = defineProblems({
  'access.break-glass-needed': {
    status: 403,
    title: { en: 'This record is restricted.', es: 'Este expediente está restringido.' },
    advice: {
      en: 'In an emergency, open it with a reason; the privacy officer will be told.',
      es: 'En una emergencia, ábralo indicando el motivo; se avisará al responsable de privacidad.',
    },
  },
  'access.break-glass-reason': {
    status: 422,
    title: {
      en: 'The reason is too short.',
      es: 'El motivo es demasiado breve.',
    },
    advice: {
      en: 'Say in a sentence why you need this record now.',
      es: 'Explique en una frase por qué necesita este expediente ahora.',
    },
  },
  'access.own-review': {
    status: 403,
    title: {
      en: 'Nobody judges their own emergency access.',
      es: 'Nadie revisa su propio acceso de emergencia.',
    },
    advice: {
      en: 'Ask another privacy officer.',
      es: 'Consulte a otro responsable de privacidad.',
    },
  },
});
