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
  'vitals.device-state': {
    status: 409,
    title: {
      en: 'The device cannot go there from where it is now.',
      es: 'El dispositivo no puede pasar a ese estado desde el actual.',
    },
    advice: {
      en: 'Look at its history; somebody may have changed it meanwhile.',
      es: 'Revise su historial; es posible que alguien lo haya cambiado mientras tanto.',
    },
  },
  'vitals.device-reason': {
    status: 422,
    title: { en: 'This step needs a reason.', es: 'Este paso necesita un motivo.' },
    advice: { en: 'Say in a few words why.', es: 'Explique brevemente por qué.' },
  },
  'vitals.device-identifier': {
    status: 422,
    title: {
      en: 'The identifier of the device is missing.',
      es: 'Falta el identificador del dispositivo.',
    },
    advice: {
      en: 'Enter the serial number or IMEI that is printed on it.',
      es: 'Escriba el número de serie o el IMEI que lleva impreso.',
    },
  },
});
