import type { Messages } from '../../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  title: 'Leer de un aparato',
  choose: 'Elegir el aparato',
  chooseHelp:
    'Tensiómetro, báscula, medidor de glucosa, oxímetro, termómetro o medidor de pulso con Bluetooth. Enciéndalo primero.',
  choosing: 'Elija el aparato en la ventana del navegador.',
  connecting: 'Conectando con {{device}} …',
  waiting: '{{device}}: conectado. Mida ahora o deje que envíe su último resultado.',
  unnamed: 'el aparato',
  from: 'De {{device}}',
  more_one: '{{count}} medición más después de esta',
  more_many: '{{count}} de mediciones más después de esta',
  more_other: '{{count}} mediciones más después de esta',
  when: '¿Cuándo se midió? El reloj del aparato dice {{time}}.',
  whenNow: 'Ahora mismo: el reloj del aparato está mal',
  whenDevice: 'A esa hora: {{time}}',
  confirm: 'Guardar esta medición',
  leaveOut: 'No es mía, no guardarla',
  leaveOutStaff: 'No es de este paciente, no guardarla',
  again: 'Intentar de nuevo',
  stop: 'Detener',
  failed: {
    'not-supported': {
      title: 'Este navegador no puede leer aparatos',
      advice:
        'Use Chrome o Edge en una computadora o en un teléfono Android, o escriba el valor a mano.',
    },
    cancelled: {
      title: 'No se eligió ningún aparato',
      advice: 'Encienda el aparato, acérquelo e intente de nuevo.',
    },
    'not-allowed': {
      title: 'El navegador no tiene permiso para usar Bluetooth',
      advice: 'Active Bluetooth y permítalo en esta página; luego intente de nuevo.',
    },
    'no-connection': {
      title: 'El aparato no respondió',
      advice: 'Acérquelo, revise las pilas e intente de nuevo.',
    },
    'wrong-device': {
      title: 'Este aparato no envía ninguna medición que podamos leer',
      advice: 'Elija otro aparato o escriba el valor a mano.',
    },
    'connection-lost': {
      title: 'Se perdió la conexión antes de recibir una medición',
      advice: 'No se guardó nada. Encienda el aparato otra vez e intente de nuevo.',
    },
    timeout: {
      title: 'No llegó ninguna medición en tres minutos',
      advice: 'Mida otra vez con esta página abierta o escriba el valor a mano.',
    },
  },
  refused: {
    truncated: 'El aparato envió una medición incompleta. Mida otra vez.',
    'no-value': 'El aparato no envió ningún valor. Mida otra vez.',
    intermediate: 'El aparato todavía está midiendo. Espere el resultado.',
    unsuccessful: 'El aparato indica que la medición falló. Mida otra vez.',
    unfinished: 'El aparato no ha terminado. No se mueva y espere.',
    'control-solution': 'Fue una prueba con solución de control, no con sangre.',
    'not-a-patient': 'Fue una demostración del aparato, no una medición.',
    'device-fault': 'El aparato indica un problema con la tira o con el sensor. Mida otra vez.',
  },
  notes: {
    title: 'Lo que señala el aparato',
    bodyMovement: 'Hubo movimiento durante la medición',
    looseCuff: 'El brazalete estaba flojo',
    irregularHeartbeat: 'Latido irregular',
    pulseAboveRange: 'Pulso por encima de lo que el aparato puede medir',
    pulseBelowRange: 'Pulso por debajo de lo que el aparato puede medir',
    cuffPosition: 'El brazo no estaba a la altura correcta',
    noSkinContact: 'Mal contacto con la piel',
    earlyEstimate: 'Es una primera estimación',
    questionable: 'El aparato duda de este valor',
    weakSignal: 'Señal débil',
    irregularSignal: 'Señal inestable',
    lowPerfusion: 'Poca circulación en el dedo',
    interference: 'Interferencia de luz o movimiento',
    sensorDisplaced: 'El sensor se movió de su lugar',
    fromMemory: 'De la memoria del aparato',
    batteryLow: 'Pila baja',
    temperatureOutOfRange: 'Demasiado calor o frío para el aparato',
    timeUnknown: 'El aparato no sabe la hora: se usa la de ahora',
  },
};
