import { Type, type Static } from 'typebox';

import { Bilingual, contract, Id, Nullable } from '../../platform/core/contract.ts';
import { importRemarks } from '../core/import-remark.ts';
import { AddressParts, Line } from '../core/schemas.ts';

const strict = { additionalProperties: false } as const;

// --- Programs --------------------------------------------------------------------------------

export const ProgramSummary = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  source: Type.String(),
  label: Bilingual,
  summary: Bilingual,
  consentTopics: Type.Array(Bilingual),
  eligibility: Type.Array(Bilingual),
  excludes: Type.Array(Type.String()),
});
export type ProgramSummary = Static<typeof ProgramSummary>;

export const listProgramsRoute = contract({
  permission: 'practices.read',
  healthInformation: false,
  method: 'GET',
  path: '/api/programs',
  summary: 'The programs that patients can be enrolled in.',
  reply: Type.Object({ programs: Type.Array(ProgramSummary) }),
});

// --- Practices and directory -----------------------------------------------------------------

export const Practice = Type.Object({
  id: Id,
  name: Type.String(),
  zone: Type.String(),
  phone: Nullable(Type.String()),
  active: Type.Boolean(),
});
export type Practice = Static<typeof Practice>;

export const listPracticesRoute = contract({
  permission: 'practices.read',
  healthInformation: false,
  method: 'GET',
  path: '/api/practices',
  summary: 'The practices whose patients we serve; only the own one for who is bound to it.',
  reply: Type.Object({ practices: Type.Array(Practice) }),
});

export const NewPractice = Type.Object(
  { name: Line, zone: Line, phone: Type.Optional(Nullable(Line)) },
  strict,
);
export type NewPractice = Static<typeof NewPractice>;

export const createPracticeRoute = contract({
  permission: 'practices.write',
  healthInformation: false,
  method: 'POST',
  path: '/api/practices',
  summary: 'Add a practice.',
  body: NewPractice,
  reply: Practice,
});

export const PracticeChanges = Type.Partial(
  Type.Object({ ...NewPractice.properties, active: Type.Boolean() }),
  strict,
);
export type PracticeChanges = Static<typeof PracticeChanges>;

export const changePracticeRoute = contract({
  permission: 'practices.write',
  healthInformation: false,
  method: 'PATCH',
  path: '/api/practices/{id}',
  summary: 'Change name, zone or telephone of a practice, or close it.',
  params: Type.Object({ id: Id }),
  body: PracticeChanges,
  reply: Practice,
});

export const DirectoryEntry = Type.Object({
  id: Id,
  kind: Type.Enum(['practitioner', 'organization']),
  name: Type.String(),
  npi: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  address: AddressParts,
  active: Type.Boolean(),
});
export type DirectoryEntry = Static<typeof DirectoryEntry>;

export const searchDirectoryRoute = contract({
  permission: 'patients.read',
  healthInformation: false,
  method: 'POST',
  path: '/api/directory/search',
  summary: 'Professionals and places outside the organization whose name begins so, up to 50.',
  body: Type.Object({ text: Line }, strict),
  reply: Type.Object({ entries: Type.Array(DirectoryEntry) }),
});

// --- Import ----------------------------------------------------------------------------------

export const ImportResult = Type.Object({
  /** Place in what was sent: "12", or "0.entry[3]" within a Bundle. */
  where: Type.String(),
  /** "Condition/0023b3a7…", as far as it can be told. */
  resource: Type.String(),
  status: Type.Enum(['accepted', 'updated', 'duplicate', 'rejected']),
  /** Why it was rejected, or what was left out of it. */
  codes: Type.Array(Type.Enum(importRemarks)),
  /** The stored row, unless rejected. */
  id: Nullable(Id),
});
export type ImportResult = Static<typeof ImportResult>;

export const importRoute = contract({
  permission: 'patients.import',
  healthInformation: true,
  method: 'POST',
  path: '/api/patients/import',
  summary: 'FHIR R4 resources or Bundles of patients and what is known of them; safe to repeat.',
  body: Type.Object(
    {
      resources: Type.Array(Type.Unknown(), { maxItems: 20_000 }),
      /** For patients who are new here. */
      practiceId: Type.Optional(Id),
      /** Which system it comes from; ids are only unique within one. */
      source: Type.Optional(Line),
      dryRun: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  reply: Type.Object({
    results: Type.Array(ImportResult),
    counts: Type.Record(Type.String(), Type.Integer()),
  }),
});
