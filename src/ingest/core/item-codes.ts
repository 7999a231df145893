// Long because: the registry of everything that can be said of an item, in both languages.
import type { Text } from '../../platform/core/text.ts';
import type { CandidateCode } from '../../vitals/core/candidate.ts';
import type { PlausibilityCode } from '../../vitals/core/plausibility-reasons.ts';
import type { TimeCode } from '../../vitals/core/time.ts';

/** The item was not understood: nothing of it was stored as a reading. */
export type RejectionCode =
  | CandidateCode
  | TimeCode
  | 'item-invalid'
  | 'field-unknown'
  | 'field-invalid'
  | 'patient-missing'
  | 'resource-unsupported'
  | 'status-not-final'
  | 'value-absent'
  | 'row-invalid'
  | 'access-ended'
  | 'processing-failed';

/** Understood, but not believed until a person decides. */
export type HoldCode =
  | Exclude<PlausibilityCode, 'clock-suspect'>
  | 'patient-unknown'
  | 'patient-ambiguous'
  | 'patient-not-active'
  | 'device-of-another-patient'
  | 'conflicting-values'
  | 'same-id-other-time';

export type ItemCode = RejectionCode | HoldCode | PlausibilityCode;

export interface ItemMessage {
  readonly title: Text;
  /** What to do next. */
  readonly advice: Text;
}

function message(en: string, es: string, adviceEn: string, adviceEs: string): ItemMessage {
  return { title: { en, es }, advice: { en: adviceEn, es: adviceEs } };
}

/** What a source and the person at the quarantine screen are told, by code. */
export const itemMessages: Readonly<Record<ItemCode, ItemMessage>> = {
  'item-invalid': message(
    'This is not a reading.',
    'Esto no es una lectura.',
    'Send a JSON object with patient, kind, at, values and unit.',
    'Envíe un objeto JSON con patient, kind, at, values y unit.',
  ),
  'field-unknown': message(
    'It has a field that is not known here.',
    'Tiene un campo que aquí no se conoce.',
    'Use only id, patient, device, kind, at, values, unit and context.',
    'Use solo id, patient, device, kind, at, values, unit y context.',
  ),
  'field-invalid': message(
    'A field cannot be read.',
    'Un campo no se puede leer.',
    'Send plain text of at most 200 characters.',
    'Envíe texto sencillo de 200 caracteres como máximo.',
  ),
  'patient-missing': message(
    'It does not say which patient it belongs to.',
    'No dice a qué paciente pertenece.',
    'Send the patient id or an identifier as system|value.',
    'Envíe el id del paciente o un identificador como sistema|valor.',
  ),
  'resource-unsupported': message(
    'This kind of resource or code is not taken as a reading.',
    'Este tipo de recurso o código no se acepta como lectura.',
    'Send Observations of the supported vital signs.',
    'Envíe Observations de los signos vitales admitidos.',
  ),
  'status-not-final': message(
    'The measurement is not final, or was cancelled.',
    'La medición no es definitiva o fue cancelada.',
    'Send it when its status is final, amended or corrected.',
    'Envíela cuando su estado sea final, amended o corrected.',
  ),
  'value-absent': message(
    'The device reported that it had no value.',
    'El dispositivo indicó que no tenía ningún valor.',
    'Measure again.',
    'Mida de nuevo.',
  ),
  'row-invalid': message(
    'The row cannot be read.',
    'No se puede leer la fila.',
    'Check its columns against the mapping.',
    'Compare sus columnas con la asignación.',
  ),
  'access-ended': message(
    'The vendor holds new measurements, but our access to this account has ended.',
    'El proveedor tiene mediciones nuevas, pero nuestro acceso a esta cuenta terminó.',
    'An administrator renews the access of the account; then replay the source.',
    'Un administrador renueva el acceso de la cuenta; después, vuelva a procesar la fuente.',
  ),
  'processing-failed': message(
    'It could not be processed; it is kept and support is told.',
    'No se pudo procesar; se conserva y se avisa a soporte.',
    'Nothing needs to be sent again.',
    'No hace falta enviarla de nuevo.',
  ),
  'kind-unknown': message(
    'This vital sign is not known.',
    'Este signo vital no se conoce.',
    'Send one of the eight kinds.',
    'Envíe uno de los ocho tipos.',
  ),
  'values-invalid': message(
    'The values cannot be read.',
    'Los valores no se pueden leer.',
    'Send one number for each component.',
    'Envíe un número por cada componente.',
  ),
  'component-missing': message(
    'A required value is missing.',
    'Falta un valor obligatorio.',
    'Send all values of the vital sign.',
    'Envíe todos los valores del signo vital.',
  ),
  'component-unknown': message(
    'One of the values is not part of this vital sign.',
    'Uno de los valores no pertenece a este signo vital.',
    'Remove or rename it.',
    'Quítelo o cámbiele el nombre.',
  ),
  'value-not-a-number': message(
    'A value is not a number.',
    'Un valor no es un número.',
    'Send it as a JSON number.',
    'Envíelo como número JSON.',
  ),
  'value-not-finite': message(
    'A value is not a finite number.',
    'Un valor no es un número finito.',
    'Send what the device showed.',
    'Envíe lo que mostró el dispositivo.',
  ),
  'unit-missing': message(
    'The unit is missing.',
    'Falta la unidad.',
    'Send it; it is never guessed.',
    'Envíela; nunca se adivina.',
  ),
  'unit-unknown': message(
    'This unit is not accepted for this vital sign.',
    'Esta unidad no se acepta para este signo vital.',
    'Send the value in an accepted unit.',
    'Envíe el valor en una unidad aceptada.',
  ),
  'units-differ': message(
    'The values come in different units.',
    'Los valores vienen en unidades distintas.',
    'Send them in one unit.',
    'Envíelos en una sola unidad.',
  ),
  'context-invalid': message(
    'The context cannot be kept.',
    'El contexto no se puede guardar.',
    'Send at most 32 short entries of text, number or true/false.',
    'Envíe como máximo 32 datos breves de texto, número o verdadero/falso.',
  ),
  'time-invalid': message(
    'There is no such date or time.',
    'Esa fecha u hora no existe.',
    'Send it as 2026-11-20T07:12:00-06:00.',
    'Envíela como 2026-11-20T07:12:00-06:00.',
  ),
  'time-incomplete': message(
    'The time of day is missing.',
    'Falta la hora del día.',
    'Send date, time and offset.',
    'Envíe fecha, hora y desfase horario.',
  ),
  'time-too-old': message(
    'The date is before the year 2000.',
    'La fecha es anterior al año 2000.',
    'Check the clock of the device.',
    'Revise el reloj del dispositivo.',
  ),
  'time-far-future': message(
    'The time is more than two days ahead.',
    'La hora está más de dos días en el futuro.',
    'Check the clock of the device.',
    'Revise el reloj del dispositivo.',
  ),
  'offset-invalid': message(
    'The offset cannot be read.',
    'El desfase horario no se puede leer.',
    'Send it as -06:00 or in minutes.',
    'Envíelo como -06:00 o en minutos.',
  ),
  'offset-impossible': message(
    'No place on Earth has this offset.',
    'Ningún lugar de la Tierra tiene este desfase horario.',
    'Send one between -14:00 and +14:00.',
    'Envíe uno entre -14:00 y +14:00.',
  ),
  'patient-unknown': message(
    'No patient was found under this reference.',
    'No se encontró ningún paciente con esta referencia.',
    'Check the reference, or choose the patient on the quarantine screen.',
    'Revise la referencia o elija al paciente en la pantalla de cuarentena.',
  ),
  'patient-ambiguous': message(
    'More than one patient has this identifier.',
    'Más de un paciente tiene este identificador.',
    'Send the identifier with its system, or choose the patient.',
    'Envíe el identificador con su sistema o elija al paciente.',
  ),
  'patient-not-active': message(
    'The patient is no longer in care.',
    'El paciente ya no está en atención.',
    'Check whether somebody else uses the device.',
    'Compruebe si otra persona usa el dispositivo.',
  ),
  'device-of-another-patient': message(
    'The device belongs to another patient.',
    'El dispositivo pertenece a otro paciente.',
    'Find out who was measured.',
    'Averigüe a quién se midió.',
  ),
  'conflicting-values': message(
    'The same reading was received before with other values.',
    'La misma lectura se recibió antes con otros valores.',
    'Compare both and decide which one is right.',
    'Compare ambas y decida cuál es la correcta.',
  ),
  'same-id-other-time': message(
    'The same message was received before with another time.',
    'El mismo mensaje se recibió antes con otra hora.',
    'Decide whether it corrects the first one or is another reading.',
    'Decida si corrige la primera o es otra lectura.',
  ),
  'below-possible': message(
    'The value is lower than is possible.',
    'El valor es más bajo de lo posible.',
    'Measure again.',
    'Mida de nuevo.',
  ),
  'above-possible': message(
    'The value is higher than is possible.',
    'El valor es más alto de lo posible.',
    'Measure again.',
    'Mida de nuevo.',
  ),
  order: message(
    'The lower pressure is not below the upper one.',
    'La presión baja no es menor que la alta.',
    'Measure again.',
    'Mida de nuevo.',
  ),
  'below-usual': message(
    'The value is unusually low.',
    'El valor es inusualmente bajo.',
    'It is stored; ask for a repeat.',
    'Se guardó; pida que se repita.',
  ),
  'above-usual': message(
    'The value is unusually high.',
    'El valor es inusualmente alto.',
    'It is stored; ask for a repeat.',
    'Se guardó; pida que se repita.',
  ),
  'narrow-difference': message(
    'Upper and lower pressure are unusually close.',
    'La presión alta y la baja están inusualmente cerca.',
    'It is stored; ask for a repeat.',
    'Se guardó; pida que se repita.',
  ),
  'wide-difference': message(
    'Upper and lower pressure are unusually far apart.',
    'La presión alta y la baja están inusualmente lejos.',
    'It is stored; ask for a repeat.',
    'Se guardó; pida que se repita.',
  ),
  disagrees: message(
    'Another device measured something else at the same time.',
    'Otro dispositivo midió algo distinto al mismo tiempo.',
    'It is stored; ask for a repeat.',
    'Se guardó; pida que se repita.',
  ),
  'unit-suspect': message(
    'The value makes no sense in this unit.',
    'El valor no tiene sentido en esta unidad.',
    'Ask which unit the device shows; it is never converted by itself.',
    'Pregunte qué unidad muestra el dispositivo; nunca se convierte sola.',
  ),
  'change-too-fast': message(
    'The weight changed too fast: another person or another scale?',
    'El peso cambió demasiado rápido: ¿otra persona u otra báscula?',
    'Ask to weigh again.',
    'Pida que se pese de nuevo.',
  ),
  'far-from-median': message(
    'The weight is far from those of the last week: another person or another scale?',
    'El peso se aleja mucho de los de la última semana: ¿otra persona u otra báscula?',
    'Ask to weigh again.',
    'Pida que se pese de nuevo.',
  ),
  'low-perfusion': message(
    'The sensor found little blood flow.',
    'El sensor encontró poco flujo de sangre.',
    'Warm the hand and repeat.',
    'Caliente la mano y repita.',
  ),
  'control-solution': message(
    'A test with control solution, not a reading of the patient.',
    'Una prueba con solución de control, no una lectura del paciente.',
    'Refuse it.',
    'Rechácela.',
  ),
  'calibration-doubt': message(
    'The scale reports that its zero point moved: the weight may be off by as much.',
    'La báscula indica que su punto cero cambió: el peso puede estar desviado otro tanto.',
    'Put the scale on a hard floor and ask to weigh again.',
    'Ponga la báscula sobre un piso firme y pida que se pese de nuevo.',
  ),
  'person-doubt': message(
    'The scale could not tell which of its users stood on it.',
    'La báscula no pudo saber cuál de sus usuarios se pesó.',
    'Ask who it was, or ask to weigh again.',
    'Pregunte quién fue o pida que se pese de nuevo.',
  ),
  'above-personal-best': message(
    'The value is far above the personal best.',
    'El valor está muy por encima de la mejor marca personal.',
    'It is stored; ask for a repeat, or record a new best.',
    'Se guardó; pida que se repita o registre una nueva mejor marca.',
  ),
  'clock-suspect': message(
    'The device says a time that has not come yet.',
    'El dispositivo indica una hora que aún no ha llegado.',
    'It is stored; check the clock of the device.',
    'Se guardó; revise el reloj del dispositivo.',
  ),
};
