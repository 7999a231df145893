import { defineProblems } from '../../platform/core/problem.ts';

export const peopleProblems = defineProblems({
  'people.practice-unknown': {
    status: 422,
    title: { en: 'This practice does not exist here.', es: 'Este consultorio no existe aquí.' },
    advice: {
      en: 'Choose one of the practices in the list.',
      es: 'Elija uno de los consultorios de la lista.',
    },
  },
  'people.practice-name-taken': {
    status: 409,
    title: {
      en: 'A practice with this name exists already.',
      es: 'Ya existe un consultorio con este nombre.',
    },
    advice: {
      en: 'Choose another name, or change the existing practice.',
      es: 'Elija otro nombre o modifique el consultorio existente.',
    },
  },
  'people.zone-unknown': {
    status: 422,
    title: { en: 'This is not a time zone.', es: 'Esta no es una zona horaria.' },
    advice: {
      en: 'Give a name such as America/New_York, or leave it to the ZIP code.',
      es: 'Indique un nombre como America/New_York o deje que lo decida el código postal.',
    },
  },
  'people.birth-date-impossible': {
    status: 422,
    title: {
      en: 'This birth date is not possible.',
      es: 'Esta fecha de nacimiento no es posible.',
    },
    advice: {
      en: 'Correct it, or leave it empty while it is not known.',
      es: 'Corríjala o déjela vacía mientras no se conozca.',
    },
  },
  'people.identifier-taken': {
    status: 409,
    title: {
      en: 'Another patient already has this identifier.',
      es: 'Otro paciente ya tiene este identificador.',
    },
    advice: {
      en: 'Search for it: it may be the same person.',
      es: 'Búsquelo: puede tratarse de la misma persona.',
    },
  },
  'people.contact-invalid': {
    status: 422,
    title: {
      en: 'This cannot be a telephone number or e-mail address.',
      es: 'Esto no puede ser un número de teléfono ni un correo electrónico.',
    },
    advice: {
      en: 'Telephone numbers need ten digits, foreign ones + and the country code.',
      es: 'Los teléfonos llevan diez dígitos; los extranjeros, + y el código del país.',
    },
  },
  'people.contact-exists': {
    status: 409,
    title: {
      en: 'The patient already has this contact point.',
      es: 'El paciente ya tiene este medio de contacto.',
    },
    advice: {
      en: 'Change the one that is in the list.',
      es: 'Modifique el que está en la lista.',
    },
  },
  'people.circle-dates': {
    status: 422,
    title: {
      en: 'The end lies before the beginning.',
      es: 'El final es anterior al comienzo.',
    },
    advice: { en: 'Correct one of the two dates.', es: 'Corrija una de las dos fechas.' },
  },
  'people.proxy-without-end': {
    status: 422,
    title: {
      en: 'A proxy needs a scope and an end.',
      es: 'Un representante necesita un alcance y una fecha final.',
    },
    advice: {
      en: 'Choose what they may know or decide, and until when. A parent’s proxy of a minor ends at 18 by itself.',
      es: 'Elija qué puede saber o decidir y hasta cuándo. La representación de un menor por sus padres termina sola a los 18 años.',
    },
  },
  'people.directory-entry-unknown': {
    status: 422,
    title: {
      en: 'This professional is not in the directory.',
      es: 'Este profesional no está en el directorio.',
    },
    advice: {
      en: 'Search the directory again, or enter the name without a link.',
      es: 'Busque de nuevo en el directorio o escriba el nombre sin vínculo.',
    },
  },
  'people.program-unknown': {
    status: 422,
    title: { en: 'There is no such program.', es: 'No existe ese programa.' },
    advice: {
      en: 'Choose one of the programs in the list.',
      es: 'Elija uno de los programas de la lista.',
    },
  },
  'people.enrolment-exists': {
    status: 409,
    title: {
      en: 'The patient is already enrolled in this program.',
      es: 'El paciente ya está inscrito en este programa.',
    },
    advice: {
      en: 'Change the open enrolment, or end it first.',
      es: 'Modifique la inscripción abierta o termínela primero.',
    },
  },
  'people.enrolment-invalid': {
    status: 422,
    title: {
      en: 'The enrolment cannot be like this.',
      es: 'La inscripción no puede quedar así.',
    },
    advice: {
      en: 'Active needs consent and a start; an end needs a day and a reason; what has ended stays ended.',
      es: 'Para estar activa necesita consentimiento y fecha de inicio; para terminar, un día y un motivo; lo terminado no se reabre.',
    },
  },
});
