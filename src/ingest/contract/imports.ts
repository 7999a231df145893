import { Type, type Static } from 'typebox';

import { Bilingual, contract, Id, Instant } from '../../platform/core/contract.ts';
import { CsvMapping } from '../core/csv/mapping.ts';

const permission = 'patients.import';

export const MappingName = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });

export const MappingView = Type.Object({
  name: MappingName,
  mapping: CsvMapping,
  /** `product`: comes with Enlace and cannot be changed; `organization`: saved here. */
  origin: Type.Union([Type.Literal('product'), Type.Literal('organization')]),
  savedAt: Type.Union([Instant, Type.Null()]),
});
export type MappingView = Static<typeof MappingView>;

export const listMappings = contract({
  method: 'GET',
  path: '/api/imports/mappings',
  summary: 'How CSV files are read: the mappings of the product and those saved here.',
  permission,
  healthInformation: false,
  reply: Type.Object({ mappings: Type.Array(MappingView) }),
});

export const saveMapping = contract({
  method: 'PUT',
  path: '/api/imports/mappings/{name}',
  summary: 'Save a mapping under a name, in the place of what had that name here.',
  permission,
  healthInformation: false,
  params: Type.Object({ name: MappingName }),
  body: CsvMapping,
  reply: MappingView,
});

/** What became of one row, or of one of its measurements. */
const RowResult = Type.Object({
  /** As a spreadsheet numbers it: the header is row 1. */
  row: Type.Integer(),
  status: Type.Enum(['accepted', 'duplicate', 'quarantined', 'rejected']),
  code: Type.Optional(Type.String()),
  messages: Type.Optional(Bilingual),
  advice: Type.Optional(Bilingual),
});

export const ImportAnswer = Type.Object({
  mapping: Type.String(),
  dryRun: Type.Boolean(),
  rows: Type.Integer(),
  counts: Type.Object({
    accepted: Type.Integer(),
    duplicate: Type.Integer(),
    quarantined: Type.Integer(),
    rejected: Type.Integer(),
  }),
  /** Rows that were not simply stored, the first 200. */
  problems: Type.Array(RowResult),
});
export type ImportAnswer = Static<typeof ImportAnswer>;

export const importCsv = contract({
  method: 'POST',
  path: '/api/imports',
  summary:
    'Readings from the text of a CSV file by a mapping; with dryRun nothing is stored. Safe to repeat.',
  permission,
  healthInformation: true,
  body: Type.Object(
    {
      text: Type.String({ minLength: 1, maxLength: 9_000_000 }),
      /** A saved name, or the mapping itself; absent: the one whose columns the file has. */
      mapping: Type.Optional(Type.Union([MappingName, CsvMapping])),
      /** For files that name no patient. */
      patientId: Type.Optional(Id),
      /** IANA zone of times without offset; before that of the mapping. */
      zone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
      dryRun: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: ImportAnswer,
});
