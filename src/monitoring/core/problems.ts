import { defineProblems } from '../../platform/core/problem.ts';

export const monitoringProblems = defineProblems({
  'monitoring.limit-unknown': {
    status: 400,
    title: { en: 'No rule has this limit.', es: 'Ninguna regla tiene este límite.' },
    advice: {
      en: 'Choose one of the limits listed for the patient.',
      es: 'Elija uno de los límites que aparecen para el paciente.',
    },
  },
  'monitoring.unit-unsuitable': {
    status: 400,
    title: {
      en: 'This limit is not judged in that unit.',
      es: 'Este límite no se evalúa en esa unidad.',
    },
    advice: {
      en: 'Use one of the units of the protocol’s own limit.',
      es: 'Use una de las unidades del límite del protocolo.',
    },
  },
  'monitoring.period-invalid': {
    status: 400,
    title: { en: 'The end is not after the beginning.', es: 'El fin no es posterior al inicio.' },
    advice: { en: 'Correct the dates.', es: 'Corrija las fechas.' },
  },
  'monitoring.fact-unknown': {
    status: 400,
    title: { en: 'No protocol uses this fact.', es: 'Ningún protocolo usa este dato.' },
    advice: {
      en: 'Choose one of the facts listed; a flag has no figure, a figure needs one.',
      es: 'Elija uno de los datos de la lista; una marca no lleva cifra y una cifra la necesita.',
    },
  },
  'monitoring.not-simulated': {
    status: 400,
    title: {
      en: 'Silence cannot be tried on the past: it is told by the clock, not by readings.',
      es: 'El silencio no se puede probar con el pasado: lo dice el reloj, no las lecturas.',
    },
    advice: {
      en: 'Set the limit without looking back, or choose another one.',
      es: 'Fije el límite sin mirar atrás, o elija otro.',
    },
  },
});
