import { defineProblems } from '../../platform/core/problem.ts';

export const fhirProblems = defineProblems({
  'fhir.resource-invalid': {
    status: 400,
    title: {
      en: 'This is not the FHIR resource that is expected here.',
      es: 'Este no es el recurso FHIR que se espera aquí.',
    },
    advice: {
      en: 'Send the resource that belongs to this address, as JSON.',
      es: 'Envíe, en JSON, el recurso que corresponde a esta dirección.',
    },
  },
  'fhir.bundle-type': {
    status: 400,
    title: {
      en: 'Only a batch or a transaction can be sent here.',
      es: 'Aquí solo se puede enviar un batch o una transaction.',
    },
    advice: {
      en: 'Set the type of the Bundle to batch or transaction.',
      es: 'Indique batch o transaction como tipo del Bundle.',
    },
  },
  'fhir.bundle-too-large': {
    status: 413,
    title: { en: 'The Bundle has too many entries.', es: 'El Bundle tiene demasiadas entradas.' },
    advice: {
      en: 'Send it in parts of at most 5,000 entries.',
      es: 'Envíelo en partes de 5,000 entradas como máximo.',
    },
  },
  'fhir.transaction-refused': {
    status: 422,
    title: {
      en: 'The transaction was refused as a whole; nothing was stored.',
      es: 'La transacción se rechazó por completo; no se guardó nada.',
    },
    advice: {
      en: 'Correct the entries listed and send it again, or send it as a batch.',
      es: 'Corrija las entradas indicadas y vuelva a enviarla, o envíela como batch.',
    },
  },
  'fhir.entry-unsupported': {
    status: 422,
    title: {
      en: 'An entry asks for something that is not done here.',
      es: 'Una entrada pide algo que aquí no se hace.',
    },
    advice: {
      en: 'Use POST, or PUT with an id, and ifNoneExist with identifier only.',
      es: 'Use POST, o PUT con id, e ifNoneExist solo con identifier.',
    },
  },
  'fhir.scope-missing': {
    status: 403,
    title: {
      en: 'The token does not include this kind of resource.',
      es: 'El token no incluye este tipo de recurso.',
    },
    advice: {
      en: 'Ask an administrator for a token with this scope.',
      es: 'Pida a un administrador un token con este alcance.',
    },
  },
  'fhir.parameter-unsupported': {
    status: 400,
    title: {
      en: 'A search parameter is not supported.',
      es: 'Un parámetro de búsqueda no se admite.',
    },
    advice: {
      en: 'Leave it out; /fhir/R4/metadata lists those that are.',
      es: 'Omítalo; /fhir/R4/metadata enumera los que se admiten.',
    },
  },
  'fhir.parameter-invalid': {
    status: 400,
    title: {
      en: 'A search parameter cannot be read.',
      es: 'Un parámetro de búsqueda no se puede leer.',
    },
    advice: {
      en: 'Check its form; dates are written 2026-11-20, ge2026-11-20 or with a time.',
      es: 'Revise su forma; las fechas se escriben 2026-11-20, ge2026-11-20 o con hora.',
    },
  },
  'fhir.patient-needed': {
    status: 400,
    title: { en: 'This search needs a patient.', es: 'Esta búsqueda necesita un paciente.' },
    advice: {
      en: 'Add patient=<id>, or search by _id.',
      es: 'Agregue patient=<id> o busque por _id.',
    },
  },
});
