import { defineProblems } from '../../platform/core/problem.ts';

export const vitalsProblems = defineProblems({
  'vitals.device-known': {
    status: 409,
    title: {
      en: 'This device is registered already.',
      es: 'Este dispositivo ya está registrado.',
    },
    advice: {
      en: 'Look for it in the devices of the patient who has it, and change it there.',
      es: 'Búsquelo entre los dispositivos del paciente que lo tiene y cámbielo allí.',
    },
  },
});
