import { createHash } from 'node:crypto';

import type { Context } from '../../../../platform/server/context.ts';
import { isUuid } from '../../../../platform/server/database.ts';
import type { Target } from '../../fhir/reference.ts';
import { resolvePatientReferences } from '../../service.ts';
import { putFacts, type NewFact } from '../../store/record.ts';
import { loadDirectoryNames, type DirectoryPlan, type SettledItem } from './directory.ts';
import type { Draft, Item } from './intake.ts';
import { lookUp, settle, type Ledger } from './ledger.ts';
import type { PatientPlan, Remark } from './patients.ts';

type RecordDraft = Exclude<Draft, { type: 'Patient' | 'Practitioner' | 'Organization' }>;
interface RecordItem extends Omit<Item, 'draft'> {
  readonly draft: RecordDraft;
}

/** A fact about a patient, without the id of its row. */
type Fact =
  | { readonly table: 'condition'; readonly row: Omit<NewFact<'condition'>, 'id'> }
  | { readonly table: 'medication'; readonly row: Omit<NewFact<'medication'>, 'id'> }
  | { readonly table: 'encounter'; readonly row: Omit<NewFact<'encounter'>, 'id'> }
  | { readonly table: 'careCircleMember'; readonly row: Omit<NewFact<'careCircleMember'>, 'id'> };

export interface RecordPlan {
  /** By id of the row. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly patientIds: ReadonlySet<string>;
  readonly settled: readonly SettledItem[];
}

interface Earlier {
  readonly directory: DirectoryPlan;
  readonly patients: PatientPlan;
  readonly remark: Remark;
}

/** Plans what becomes of conditions, medications, encounters and related persons of known patients. */
export async function planRecord(
  context: Context,
  ledger: Ledger,
  items: readonly Item[],
  earlier: Earlier,
): Promise<RecordPlan> {
  const records = items.filter((item): item is RecordItem => isRecord(item.draft));
  const subjects = await findSubjects(context, ledger, records, earlier.patients);
  const named = await nameTargets(context, ledger, records, earlier);
  const facts = new Map<string, Fact>(generalPractitioners(earlier.patients, named));
  const patientIds = new Set<string>();
  const settled: SettledItem[] = [];
  for (const { at, keys, draft } of records) {
    const patientId = subjects.get(at);
    if (patientId === undefined) {
      earlier.remark(at, 'patient-unknown');
      continue;
    }
    const fact = toFact(draft, patientId, (target) => named(target, at));
    const outcome = settle(ledger, draft.type, {
      keys,
      stored: keys.slice(0, 1),
      content: fact.row,
    });
    settled.push({ at, ...outcome });
    patientIds.add(patientId);
    if (outcome.settled !== 'duplicate') facts.set(outcome.rowId, fact);
  }
  return { facts, patientIds, settled };
}

function isRecord(draft: Draft): draft is RecordDraft {
  return !['Patient', 'Practitioner', 'Organization'].includes(draft.type);
}

/** The patient of each item (by its place), if there is one whom the caller may change. */
async function findSubjects(
  context: Context,
  ledger: Ledger,
  records: readonly RecordItem[],
  patients: PatientPlan,
): Promise<Map<number, string>> {
  const planned = new Set(patients.settled.map(({ rowId }) => rowId));
  const wanted = records.flatMap(({ at, draft: { content } }) => {
    const own = lookUp(ledger, content.subject, ['Patient']);
    // A bare id means something only within its source: anywhere else it may be somebody else's.
    const exact = content.subject?.keys.find((key) => isUuid(key) || key.includes('|'));
    const reference = own ?? exact;
    return reference === undefined ? [] : [{ at, reference }];
  });
  const unplanned = wanted.map(({ reference }) => reference).filter((one) => !planned.has(one));
  const scope = context.caller;
  const resolved = await resolvePatientReferences(context.tx, [...new Set(unplanned)], scope);
  const subjects = new Map<number, string>();
  for (const { at, reference } of wanted) {
    const patient = resolved.get(reference);
    if (planned.has(reference)) subjects.set(at, reference);
    else if (typeof patient === 'object') subjects.set(at, patient.id);
  }
  return subjects;
}

interface Named {
  readonly id: string | null;
  readonly name: string | null;
}

type NameTarget = (target: Target | null, at?: number) => Named;

/** Gives for the professionals and places that records name their directory entry and its name. */
async function nameTargets(
  context: Context,
  ledger: Ledger,
  records: readonly RecordItem[],
  { directory, patients, remark }: Earlier,
): Promise<NameTarget> {
  const find = (target: Target | null) => lookUp(ledger, target, ['Practitioner', 'Organization']);
  const drafts = [...patients.fresh.values(), ...patients.changed.values()];
  const targets = [
    ...records.flatMap(({ draft }) => targetsOf(draft)),
    ...drafts.flatMap(({ professionals }) => professionals),
  ];
  const ids = new Set(targets.flatMap((target) => find(target) ?? []));
  const names = await loadDirectoryNames(context.tx, directory, [...ids]);
  return (target, at) => {
    const id = find(target);
    if (target !== null && id === null && target.keys.length > 0 && at !== undefined) {
      remark(at, 'reference-unresolved');
    }
    return { id, name: target?.display ?? (id === null ? null : (names.get(id) ?? null)) };
  };
}

function targetsOf(draft: RecordDraft): (Target | null)[] {
  switch (draft.type) {
    case 'MedicationRequest':
      return [draft.content.prescriber];
    case 'Encounter':
      return [draft.content.place, draft.content.professional];
    case 'Condition':
    case 'RelatedPerson':
      return [];
  }
}

function toFact(draft: RecordDraft, patientId: string, named: NameTarget): Fact {
  switch (draft.type) {
    case 'Condition': {
      const { subject: _subject, ...row } = draft.content;
      return { table: 'condition', row: { patientId, ...row } };
    }
    case 'MedicationRequest': {
      const { subject: _subject, prescriber, ...row } = draft.content;
      const { id: prescriberId, name } = named(prescriber);
      return { table: 'medication', row: { patientId, ...row, prescriberId, prescriber: name } };
    }
    case 'Encounter': {
      const { subject: _subject, place, professional, beganAt, endedAt, ...row } = draft.content;
      const [where, who] = [named(place), named(professional)];
      const times = {
        beganAt: beganAt?.toISOString() ?? null,
        endedAt: endedAt?.toISOString() ?? null,
      };
      const names = {
        placeId: where.id,
        place: where.name,
        professionalId: who.id,
        professional: who.name,
      };
      return { table: 'encounter', row: { patientId, ...row, ...times, ...names } };
    }
    case 'RelatedPerson': {
      // Scope, consent and notes are ours: what is absent here stays as it is.
      const { subject: _subject, ...row } = draft.content;
      return { table: 'careCircleMember', row: { patientId, ...row } };
    }
  }
}

/** The professionals that a Patient names become part of the care circle. */
function generalPractitioners(patients: PatientPlan, named: NameTarget): [string, Fact][] {
  return [...patients.fresh, ...patients.changed].flatMap(([patientId, draft]) =>
    draft.professionals.flatMap((target): [string, Fact][] => {
      const { id, name } = named(target);
      if (name === null) return [];
      const row = {
        patientId,
        kind: 'professional',
        relation: 'primary-care',
        name,
        directoryEntryId: id,
      };
      return [[idFrom(`${patientId} ${id ?? name}`), { table: 'careCircleMember', row }]];
    }),
  );
}

/** The same id for the same text: a UUID of version 8 (RFC 9562) from its SHA-256. */
function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => hex.slice(from, to));
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

/** Stores what was planned. */
export async function applyRecord(context: Context, plan: RecordPlan): Promise<void> {
  const { tx, caller } = context;
  const of = <T extends Fact['table']>(table: T) =>
    [...plan.facts]
      .filter(([, fact]) => fact.table === table)
      .map(([id, fact]) => ({ id, ...fact.row }) as unknown as NewFact<T>);
  const related = of('careCircleMember');
  await putFacts(tx, caller.organizationId, 'condition', of('condition'));
  await putFacts(tx, caller.organizationId, 'medication', of('medication'));
  await putFacts(tx, caller.organizationId, 'encounter', of('encounter'));
  // One statement has one set of columns.
  await putFacts(tx, caller.organizationId, 'careCircleMember', related.filter(isProfessional));
  const others = related.filter((row) => !isProfessional(row));
  await putFacts(tx, caller.organizationId, 'careCircleMember', others);
}

function isProfessional(row: NewFact<'careCircleMember'>): boolean {
  return row.directoryEntryId !== undefined;
}
