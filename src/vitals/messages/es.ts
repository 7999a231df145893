import type { Messages } from '../../platform/core/messages.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  placement: {
    accepted: 'Aceptada',
    unconfirmed: 'Sin confirmar: pida que la repita',
    quarantined: 'Retenida',
  },
  trust: {
    'device-synchronised': 'Hora del dispositivo',
    'zone-assumed': 'Hora sin zona, leída en la zona horaria del paciente',
    'clock-suspect': 'El reloj del dispositivo está mal',
    'arrival-time': 'Sin hora: se usó la hora de llegada',
  },
  origin: {
    device: 'Enviada por un dispositivo',
    manual: 'Anotada a mano',
    import: 'Importada',
  },
  late: 'Llegó más de 24 horas después',
  doubt: {
    'below-possible': '{{component}}: menos de {{limit}}, lo cual no es posible. Mida otra vez.',
    'above-possible': '{{component}}: más de {{limit}}, lo cual no es posible. Mida otra vez.',
    order: 'La presión baja (diastólica) no es menor que la alta (sistólica). Mida otra vez.',
    'below-usual': '{{component}}: menos de {{limit}}, lo cual es raro. Pida que la repita.',
    'above-usual': '{{component}}: más de {{limit}}, lo cual es raro. Pida que la repita.',
    'narrow-difference':
      'Entre la presión alta y la baja hay menos de {{limit}}. Pida que la repita.',
    'wide-difference': 'Entre la presión alta y la baja hay más de {{limit}}. Pida que la repita.',
    disagrees:
      '{{component}}: más de {{limit}} de diferencia con otro dispositivo en cinco minutos. Pida que la repita.',
    'unit-suspect':
      'El valor no tiene sentido en esta unidad; probablemente era {{unit}}. Pregunte qué unidad muestra el dispositivo.',
    'change-too-fast':
      'Cambió más de {{limit}} en 24 horas: ¿otra persona u otra báscula? Pida que se pese otra vez.',
    'far-from-median':
      'A más de {{limit}} de los pesos de los últimos siete días: ¿otra persona u otra báscula? Pida que se pese otra vez.',
    'low-perfusion':
      'El sensor detectó poco flujo de sangre. Pida que caliente la mano y repita la medición.',
    'control-solution': 'Es una prueba con solución de control, no una lectura del paciente.',
    'calibration-doubt':
      'La propia báscula indica que su punto cero cambió. Pida que la ponga sobre un piso firme y se pese de nuevo.',
    'person-doubt':
      'La báscula no pudo saber quién se pesó. Pregunte quién fue o pida que se pese de nuevo.',
    'above-personal-best':
      'Más del {{limit}} de la mejor marca personal. Pida que la repita; quizá haya que fijar una nueva marca.',
    'clock-suspect':
      'El dispositivo da una hora que todavía no llega. Revise el reloj y pida que la repita.',
  },
  unreadable: {
    'kind-unknown': 'No conocemos este signo vital. Envíe uno de los ocho tipos.',
    'values-invalid': 'No se pueden leer los valores. Envíe un número por cada componente.',
    'component-missing': 'Falta un valor obligatorio. Envíe todos los valores del signo vital.',
    'component-unknown':
      'Uno de los valores no es parte de este signo vital. Quítelo o cámbiele el nombre.',
    'value-not-a-number': 'Un valor no es un número. Envíelo como número JSON.',
    'value-not-finite': 'Un valor no es un número finito. Envíe lo que mostró el dispositivo.',
    'unit-missing': 'Falta la unidad. Envíela; no la adivinamos.',
    'unit-unknown':
      'Esta unidad no se acepta para este signo vital. Envíelo en una unidad aceptada.',
    'units-differ': 'Los valores vienen en unidades distintas. Envíelos en una sola.',
    'context-invalid':
      'No se puede guardar el contexto. Envíe como máximo 32 datos cortos: texto, número o verdadero/falso.',
    'time-invalid': 'Esa fecha u hora no existe. Envíela como 2026-11-20T07:12:00-06:00.',
    'time-incomplete': 'Falta la hora del día. Envíe fecha, hora y desfase horario.',
    'time-too-old': 'La fecha es anterior al año 2000. Revise el reloj del dispositivo.',
    'time-far-future':
      'La hora está más de dos días en el futuro. Revise el reloj del dispositivo.',
    'offset-invalid': 'No se puede leer el desfase horario. Envíelo como -06:00 o en minutos.',
    'offset-impossible':
      'Ningún lugar de la Tierra tiene ese desfase horario. Envíe uno entre -14:00 y +14:00.',
  },
};
