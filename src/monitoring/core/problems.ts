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
  'monitoring.cadence-invalid': {
    status: 400,
    title: {
      en: 'Silence would be told before the next reading is expected.',
      es: 'Se avisaría del silencio antes de que se espere la siguiente medición.',
    },
    advice: {
      en: 'Let the absence be told at the earliest when the next reading is due.',
      es: 'Avise de la ausencia, como muy pronto, cuando toque la siguiente medición.',
    },
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
  'monitoring.change-unknown': {
    status: 400,
    title: {
      en: 'The protocol has no such rule, level, limit or unit.',
      es: 'El protocolo no tiene esa regla, nivel, límite o unidad.',
    },
    advice: {
      en: 'Load the protocol again and change what it shows.',
      es: 'Vuelva a cargar el protocolo y cambie lo que aparece.',
    },
  },
  'monitoring.change-empty': {
    status: 400,
    title: {
      en: 'Nothing is different from the version in use.',
      es: 'Nada es distinto de la versión en uso.',
    },
    advice: {
      en: 'Change a limit, how long it must last, or an urgency.',
      es: 'Cambie un límite, cuánto debe durar o una urgencia.',
    },
  },
  'monitoring.units-disagree': {
    status: 400,
    title: {
      en: 'The figures of one limit say different things in its units.',
      es: 'Las cifras de un mismo límite dicen cosas distintas en sus unidades.',
    },
    advice: {
      en: 'Enter the same limit in every unit.',
      es: 'Escriba el mismo límite en cada unidad.',
    },
  },
  'monitoring.levels-out-of-order': {
    status: 400,
    title: {
      en: 'A worse level would begin before a milder one.',
      es: 'Un nivel peor comenzaría antes que uno más leve.',
    },
    advice: {
      en: 'Put the limits of the rule in order, the worst level furthest out.',
      es: 'Ponga en orden los límites de la regla, con el nivel peor más lejos.',
    },
  },
  'monitoring.change-unusable': {
    status: 400,
    title: {
      en: 'The changed protocol contradicts itself and cannot be used.',
      es: 'El protocolo cambiado se contradice y no se puede usar.',
    },
    advice: {
      en: 'Correct the change; the version in force keeps judging.',
      es: 'Corrija el cambio; la versión vigente sigue evaluando.',
    },
  },
  'monitoring.trial-unfinished': {
    status: 409,
    title: {
      en: 'The change has not been tried on all patients yet.',
      es: 'El cambio aún no se ha probado con todos los pacientes.',
    },
    advice: {
      en: 'Let the trial run to its end, then propose the change.',
      es: 'Deje que la prueba termine y después proponga el cambio.',
    },
  },
  'monitoring.parent-changed': {
    status: 409,
    title: {
      en: 'The protocol has got another version meanwhile.',
      es: 'Entretanto el protocolo tiene otra versión.',
    },
    advice: {
      en: 'Try the change again on the version that is there now, and propose that.',
      es: 'Pruebe el cambio de nuevo con la versión que hay ahora y propóngalo.',
    },
  },
  'monitoring.change-decided': {
    status: 409,
    title: { en: 'This change has been decided already.', es: 'Este cambio ya está decidido.' },
    advice: {
      en: 'Load the page again to see by whom.',
      es: 'Vuelva a cargar la página para ver quién lo decidió.',
    },
  },
  'monitoring.second-person-needed': {
    status: 403,
    title: {
      en: 'Who proposed a change cannot decide about it.',
      es: 'Quien propuso un cambio no puede decidir sobre él.',
    },
    advice: {
      en: 'Ask another person who may approve protocols.',
      es: 'Pídaselo a otra persona que pueda aprobar protocolos.',
    },
  },
  'monitoring.not-proposer': {
    status: 403,
    title: {
      en: 'Only who proposed a change can take it back.',
      es: 'Solo quien propuso un cambio puede retirarlo.',
    },
    advice: { en: 'Decline it instead, if you may.', es: 'Si puede, rechácelo.' },
  },
  'monitoring.effective-day-past': {
    status: 400,
    title: {
      en: 'A version cannot begin on a day that has begun already.',
      es: 'Una versión no puede comenzar un día que ya empezó.',
    },
    advice: {
      en: 'Choose tomorrow or later; if the change waited too long, propose it anew.',
      es: 'Elija mañana o más tarde; si el cambio esperó demasiado, propóngalo de nuevo.',
    },
  },
});
