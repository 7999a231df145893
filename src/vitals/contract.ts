import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { deviceStates } from './core/device-state.ts';
import { VitalDefinition } from './core/definition.ts';
import { Kind, ReadingView, Values } from './core/reading-view.ts';

function oneOf<T extends string>(values: readonly T[]) {
  return Type.Enum<T[]>([...values]);
}

const PatientId = Type.Object({ id: Id });
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });

/** Everything kept of one reading. */
export const ReadingDetail = Type.Object({
  ...ReadingView.properties,
  origin: oneOf(['device', 'manual', 'import'] as const),
  offsetMinutes: Nullable(Type.Integer()),
  deviceId: Nullable(Type.String()),
  receivedAt: Instant,
  context: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});
export type ReadingDetail = Static<typeof ReadingDetail>;

/** Readings of one stretch of time in one unit: how many, and per component lowest, mean and highest. */
const Bucket = Type.Object({
  from: Instant,
  unit: Type.String(),
  count: Type.Integer(),
  beyond: Type.Object({ HI: Type.Integer(), LO: Type.Integer() }),
  low: Values,
  mean: Values,
  high: Values,
});

export const listDefinitions = contract({
  method: 'GET',
  path: '/api/vitals/definitions',
  summary: 'The vital signs: units, labels, components and possible ranges.',
  permission: 'session.self',
  healthInformation: false,
  reply: Type.Object({ vitals: Type.Array(VitalDefinition) }),
});

export const readSeries = contract({
  method: 'GET',
  path: '/api/patients/{id}/readings',
  summary:
    'Readings of one kind between two instants, oldest first; thinned out when there are many.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  query: Type.Object({
    kind: Kind,
    from: Instant,
    to: Instant,
    /** At most so many points: beyond it `buckets` are answered instead of `readings`. */
    points: Type.Optional(Type.Integer({ minimum: 10, maximum: 20_000, default: 2_000 })),
  }),
  reply: Type.Object({
    kind: Kind,
    readings: Type.Array(ReadingView),
    buckets: Type.Array(Bucket),
  }),
});

export const readLatest = contract({
  method: 'GET',
  path: '/api/patients/{id}/readings/latest',
  summary: 'The newest reading of each kind.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({ readings: Type.Array(ReadingView) }),
});

export const readOne = contract({
  method: 'GET',
  path: '/api/patients/{id}/readings/{kind}/{at}/{sourceId}',
  summary: 'One reading with everything that is kept of it.',
  permission: 'vitals.read',
  healthInformation: true,
  params: Type.Object({ id: Id, kind: Kind, at: Instant, sourceId: Type.String() }),
  reply: ReadingDetail,
});

export const readDays = contract({
  method: 'GET',
  path: '/api/patients/{id}/reading-days',
  summary: "The patient's local days with readings, per month and kind.",
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  query: Type.Object({ from: Month, to: Month }),
  reply: Type.Object({
    months: Type.Array(
      Type.Object({
        month: Month,
        kind: Kind,
        /** Days of the month, 1 = the first. */
        days: Type.Array(Type.Integer()),
        /** Those with a reading that a device sent: what billing counts. */
        deviceDays: Type.Array(Type.Integer()),
      }),
    ),
  }),
});

const DeviceFields = {
  model: Nullable(Type.String({ maxLength: 200 })),
  kinds: Type.Array(Kind, { minItems: 1 }),
  /** On a list of validated devices; null: nobody looked. */
  validated: Nullable(Type.Boolean()),
  patientId: Nullable(Id),
  /** It stamps wall-clock time, and an offset it sends means nothing. */
  zoneLessClock: Type.Boolean(),
};

const identifierKinds = ['serial', 'imei', 'gateway', 'phone'] as const;

export const DeviceView = Type.Object({
  id: Id,
  /** What the source calls it in `device`. */
  identifier: Type.String(),
  ...DeviceFields,
  status: oneOf(deviceStates),
  /** What the list of validated models says of this one. */
  listed: oneOf(['passed', 'failed', 'unknown'] as const),
  /** Other names under which sources know it now. */
  identifiers: Type.Array(Type.Object({ kind: oneOf(identifierKinds), value: Type.String() })),
  batteryPercent: Nullable(Type.Integer()),
  batteryAt: Nullable(Instant),
  signalDbm: Nullable(Type.Integer()),
  signalAt: Nullable(Instant),
  createdAt: Instant,
});
export type DeviceView = Static<typeof DeviceView>;

export const listDevices = contract({
  method: 'GET',
  path: '/api/patients/{id}/devices',
  summary: 'Devices that a patient has or had.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({ devices: Type.Array(DeviceView) }),
});

export const addDevice = contract({
  method: 'POST',
  path: '/api/devices',
  summary: 'Registers a device.',
  permission: 'devices.write',
  healthInformation: true,
  body: Type.Object({
    identifier: Type.String({ minLength: 1, maxLength: 200 }),
    model: DeviceFields.model,
    kinds: DeviceFields.kinds,
    validated: DeviceFields.validated,
    patientId: DeviceFields.patientId,
    zoneLessClock: DeviceFields.zoneLessClock,
  }),
  reply: DeviceView,
});

export const changeDevice = contract({
  method: 'PATCH',
  path: '/api/devices/{id}',
  summary: 'Changes a device: who has it, its model, its clock.',
  permission: 'devices.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Partial(Type.Object(DeviceFields)),
  reply: DeviceView,
});

const Reason = Type.String({ maxLength: 500 });
const Identifier = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const orderDevice = contract({
  method: 'POST',
  path: '/api/patients/{id}/device-orders',
  summary: 'Orders a device for a patient; its number comes when it is sent or paired.',
  permission: 'devices.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({ model: DeviceFields.model, kinds: DeviceFields.kinds }),
  reply: DeviceView,
});

export const moveDevice = contract({
  method: 'POST',
  path: '/api/devices/{id}/move',
  summary: 'Says where a device is now: sent, delivered, paired, in use, back, lost, ended.',
  permission: 'devices.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({
    /** Where it was when this was decided: nobody moves it twice. */
    from: oneOf(deviceStates),
    to: oneOf(deviceStates),
    reason: Type.Optional(Reason),
    /** The number on the device, once somebody reads it. */
    identifier: Type.Optional(Identifier),
  }),
  reply: DeviceView,
});

export const swapDevice = contract({
  method: 'POST',
  path: '/api/devices/{id}/swap',
  summary: 'Puts another device in the place of this one; the readings go on as one series.',
  permission: 'devices.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({
    identifier: Identifier,
    model: DeviceFields.model,
    reason: Reason,
  }),
  reply: DeviceView,
});

export const nameDevice = contract({
  method: 'POST',
  path: '/api/devices/{id}/identifiers',
  summary: 'Gives a device another name from now on: its new gateway, phone, IMEI.',
  permission: 'devices.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({ kind: oneOf(identifierKinds), value: Identifier, reason: Reason }),
  reply: DeviceView,
});

export const readDeviceHistory = contract({
  method: 'GET',
  path: '/api/devices/{id}/history',
  summary: 'What happened to a device, the newest first.',
  permission: 'vitals.read',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  reply: Type.Object({
    events: Type.Array(
      Type.Object({
        at: Instant,
        /** A state, or what else was done or told. */
        event: Type.String(),
        author: Nullable(Type.String()),
        source: Nullable(Type.String()),
        reason: Nullable(Type.String()),
        detail: Nullable(Type.String()),
      }),
    ),
  }),
});
