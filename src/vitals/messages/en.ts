export const en = {
  placement: {
    accepted: 'Accepted',
    unconfirmed: 'Unconfirmed: ask for a repeat',
    quarantined: 'On hold',
  },
  trust: {
    'device-synchronised': 'Time from the device',
    'zone-assumed': "Time without zone, read in the patient's zone",
    'clock-suspect': 'The clock of the device is wrong',
    'arrival-time': 'No time given: time of arrival',
  },
  origin: {
    device: 'Sent by a device',
    manual: 'Entered by hand',
    import: 'Imported',
  },
  late: 'Arrived more than 24 hours later',
  /** Why a reading is doubted or held; {{component}} is the label of the value, {{limit}} has its unit. */
  doubt: {
    'below-possible': '{{component}} is below {{limit}}, which is not possible. Measure again.',
    'above-possible': '{{component}} is above {{limit}}, which is not possible. Measure again.',
    order: 'The lower pressure is not below the upper one. Measure again.',
    'below-usual': '{{component}} is below {{limit}}, which is rare. Ask for a repeat.',
    'above-usual': '{{component}} is above {{limit}}, which is rare. Ask for a repeat.',
    'narrow-difference':
      'Upper and lower pressure are less than {{limit}} apart. Ask for a repeat.',
    'wide-difference': 'Upper and lower pressure are more than {{limit}} apart. Ask for a repeat.',
    disagrees:
      '{{component}} differs by more than {{limit}} from another device within five minutes. Ask for a repeat.',
    'unit-suspect':
      'The value makes no sense in this unit; {{unit}} was probably meant. Ask which unit the device shows.',
    'change-too-fast':
      'More than {{limit}} of change in 24 hours: another person or another scale? Ask to weigh again.',
    'far-from-median':
      'More than {{limit}} away from the weights of the last seven days: another person or another scale? Ask to weigh again.',
    'low-perfusion': 'The sensor found little blood flow. Warm the hand and repeat.',
    'control-solution': 'A test with control solution, not a reading of the patient.',
    'calibration-doubt':
      'The scale itself reports that its zero point moved. Have it stand on a hard floor and weigh again.',
    'person-doubt':
      'The scale could not tell who stood on it. Ask who it was, or ask to weigh again.',
    'above-personal-best':
      'More than {{limit}} of the personal best. Ask for a repeat; a new best may be due.',
    'clock-suspect':
      'The device says a time that has not come yet. Check its clock and ask for a repeat.',
  },
  /** Why a measurement could not be read at all. */
  unreadable: {
    'kind-unknown': 'This vital sign is not known. Send one of the eight kinds.',
    'values-invalid': 'The values cannot be read. Send one number for each component.',
    'component-missing': 'A required value is missing. Send all values of the vital sign.',
    'component-unknown': 'One of the values is not part of this vital sign. Remove or rename it.',
    'value-not-a-number': 'A value is not a number. Send it as a JSON number.',
    'value-not-finite': 'A value is not a finite number. Send what the device showed.',
    'unit-missing': 'The unit is missing. Send it; we do not guess.',
    'unit-unknown': 'This unit is not accepted for this vital sign. Send it in an accepted one.',
    'units-differ': 'The values come in different units. Send them in one.',
    'context-invalid':
      'The context cannot be kept. Send at most 32 short entries of text, number or true/false.',
    'time-invalid': 'There is no such date or time. Send it as 2026-11-20T07:12:00-06:00.',
    'time-incomplete': 'The time of day is missing. Send date, time and offset.',
    'time-too-old': 'The date is before the year 2000. Check the clock of the device.',
    'time-far-future': 'The time is more than two days ahead. Check the clock of the device.',
    'offset-invalid': 'The offset cannot be read. Send it as -06:00 or in minutes.',
    'offset-impossible': 'No place on Earth has this offset. Send one between -14:00 and +14:00.',
  },
} as const;
