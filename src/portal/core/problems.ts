import { defineProblems } from '../../platform/core/problem.ts';

export const portalProblems = defineProblems({
  'portal.link-invalid': {
    status: 410,
    title: { en: 'This link does not work any more.', es: 'Este enlace ya no funciona.' },
    advice: {
      en: 'Ask your care team for a new link and code.',
      es: 'Pida a su equipo de atención un enlace y un código nuevos.',
    },
  },
  'portal.code-wrong': {
    status: 422,
    title: { en: 'This is not the right code.', es: 'El código no es correcto.' },
    advice: {
      en: 'Type the six digits that your care team told you.',
      es: 'Escriba los seis números que le dio su equipo de atención.',
    },
  },
  'portal.proxy-not-allowed': {
    status: 422,
    title: {
      en: 'This person may not see the readings now.',
      es: 'Esta persona no puede ver las mediciones en este momento.',
    },
    advice: {
      en: 'Look at the person’s consent, dates and scope in the care circle.',
      es: 'Revise su consentimiento, fechas y permisos en el círculo de apoyo.',
    },
  },
});
