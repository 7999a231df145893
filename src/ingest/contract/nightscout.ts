import { Type } from 'typebox';

import { contract } from '../../platform/core/contract.ts';

/** As core/nightscout-entry.ts writes it. */
const NightscoutEntry = Type.Object({
  _id: Type.String(),
  type: Type.Union([Type.Literal('sgv'), Type.Literal('mbg')]),
  sgv: Type.Optional(Type.Number()),
  mbg: Type.Optional(Type.Number()),
  date: Type.Number(),
  mills: Type.Number(),
  dateString: Type.String(),
  sysTime: Type.String(),
  utcOffset: Type.Number(),
  device: Type.Optional(Type.String()),
  direction: Type.Optional(Type.String()),
  noise: Type.Optional(Type.Number()),
});

export const sendEntries = contract({
  method: 'POST',
  path: '/api/v1/entries',
  summary:
    'Takes the entries of a Nightscout uploader and echoes them in their order, each with what became of it.',
  permission: 'readings.send',
  healthInformation: true,
  body: Type.Unknown(),
  reply: Type.Array(Type.Object({ _id: Type.String() }, { additionalProperties: true })),
});

export const readEntries = contract({
  method: 'GET',
  path: '/api/v1/entries',
  summary: 'The newest glucose entries of the patient of the token.',
  permission: 'fhir.read',
  healthInformation: true,
  query: Type.Record(Type.String(), Type.Unknown()),
  reply: Type.Array(NightscoutEntry),
});
