import type { OwnReading } from './readings.ts';

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const quantity = (value: number | undefined, code: string) => ({
  valueQuantity: { value, unit: code, system: 'http://unitsofmeasure.org', code },
});

/** What an electronic record would send for the same readings: one batch with an Observation for each. */
export function bundleOf(readings: readonly OwnReading[]): object {
  const entry = readings.map((reading) => ({
    resource: {
      resourceType: 'Observation',
      status: 'final',
      identifier: [{ system: 'urn:bench', value: reading.id }],
      subject: { reference: `Patient/${reading.patient}` },
      effectiveDateTime: reading.at,
      device: { identifier: { value: reading.device } },
      ...measured(reading),
    },
    request: { method: 'POST', url: 'Observation' },
  }));
  return { resourceType: 'Bundle', type: 'batch', entry };
}

function measured({ kind, values }: OwnReading): object {
  switch (kind) {
    case 'blood-pressure':
      return {
        code: loinc('85354-9'),
        component: [
          { code: loinc('8480-6'), ...quantity(values['systolic'], 'mm[Hg]') },
          { code: loinc('8462-4'), ...quantity(values['diastolic'], 'mm[Hg]') },
          { code: loinc('8867-4'), ...quantity(values['pulse'], '/min') },
        ],
      };
    case 'spo2':
      return { code: loinc('59408-5'), ...quantity(values['value'], '%') };
    case 'weight':
      return { code: loinc('29463-7'), ...quantity(values['value'], 'kg') };
    case 'glucose':
      return { code: loinc('2339-0'), ...quantity(values['value'], 'mg/dL') };
  }
}
