import type { Device } from '@medplum/fhirtypes';

import { bilingualText } from '../../../platform/core/fhir-text.ts';
import { vitalOf, type Vitals } from '../../core/vitals.ts';
import { isOrderName, type DeviceState } from '../../core/device-state.ts';
import type { VitalKind } from '../../core/reading.ts';

/** A registered device, as far as FHIR shows it. */
export interface KnownDevice {
  readonly id: string;
  readonly identifier: string;
  readonly model: string | null;
  readonly kinds: readonly VitalKind[];
  readonly patientId: string | null;
  readonly status: DeviceState;
  readonly createdAt: Date;
}

const identifierSystem = 'urn:enlace:device';

/** A registered device as a FHIR Device; what it measures are its types. */
export function toDevice(vitals: Vitals, device: KnownDevice): Device {
  const [kind] = device.kinds;
  const label = kind === undefined ? undefined : vitalOf(vitals, kind).definition.label;
  return {
    resourceType: 'Device',
    id: device.id,
    meta: { lastUpdated: device.createdAt.toISOString() },
    ...(isOrderName(device.identifier)
      ? undefined
      : { identifier: [{ system: identifierSystem, value: device.identifier }] }),
    status: device.status === 'active' ? 'active' : 'inactive',
    ...(device.status === 'active'
      ? {}
      : {
          statusReason: [{ coding: [{ system: 'urn:enlace:device-status', code: device.status }] }],
        }),
    ...(device.model === null ? {} : { deviceName: [{ name: device.model, type: 'model-name' }] }),
    ...(label === undefined ? {} : { type: bilingualText(label) }),
    ...(device.patientId === null ? {} : { patient: { reference: `Patient/${device.patientId}` } }),
  };
}
