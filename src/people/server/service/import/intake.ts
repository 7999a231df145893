import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

import type { ImportRemark } from '../../../core/import-remark.ts';
import { line, type Remarks } from '../../fhir/parts.ts';
import {
  readOrganization,
  readPractitioner,
  type DirectoryDraft,
} from '../../fhir/read-directory.ts';
import { readPatient, type PatientDraft } from '../../fhir/read-patient.ts';
import {
  readCondition,
  readEncounter,
  readMedication,
  readRelatedPerson,
  type CircleDraft,
  type ConditionDraft,
  type EncounterDraft,
  type MedicationDraft,
} from '../../fhir/read-record.ts';
import * as shapes from '../../fhir/shapes.ts';

/** What a resource says, by its type. */
export type Draft =
  | { readonly type: 'Patient'; readonly content: PatientDraft }
  | { readonly type: 'Practitioner' | 'Organization'; readonly content: DirectoryDraft }
  | { readonly type: 'Condition'; readonly content: ConditionDraft }
  | { readonly type: 'MedicationRequest'; readonly content: MedicationDraft }
  | { readonly type: 'Encounter'; readonly content: EncounterDraft }
  | { readonly type: 'RelatedPerson'; readonly content: CircleDraft };

export type ResourceType = Draft['type'];

/** One resource that could be read. */
export interface Item {
  /** Its place among the results. */
  readonly at: number;
  /** By what references and later runs find it: first the key that it is remembered by. */
  readonly keys: readonly string[];
  readonly draft: Draft;
}

/** One resource as received, whether it could be read or not. */
export interface Received {
  /** Place in what was sent; with the path within the resource where that is the trouble. */
  readonly where: string;
  readonly resource: string;
  readonly remarks: Remarks;
  readonly item: Item | null;
}

interface Reader {
  /** The draft; null when what makes it one is missing; a path when the form is wrong. */
  readonly read: (resource: object, now: Date, remarks: Remarks) => Draft | string | null;
}

function reader<S extends TSchema>(
  schema: S,
  read: (resource: Static<S>, now: Date, remarks: Remarks) => Draft | null,
): Reader {
  const validator = Compile(schema);
  return {
    read: (resource, now, remarks) => {
      if (validator.Check(resource)) return read(resource, now, remarks);
      return validator.Errors(resource)[0]?.instancePath ?? '/';
    },
  };
}

function draft<T extends ResourceType>(
  type: T,
  content: Extract<Draft, { type: T }>['content'] | null,
) {
  return content === null ? null : ({ type, content } as Draft);
}

const readers: Readonly<Record<ResourceType, Reader>> = {
  Patient: reader(shapes.Patient, (r, now, remarks) =>
    draft('Patient', readPatient(r, now, remarks)),
  ),
  Practitioner: reader(shapes.Practitioner, (r, _now, remarks) => {
    const content = readPractitioner(r, remarks);
    return content === null ? null : { type: 'Practitioner', content };
  }),
  Organization: reader(shapes.Organization, (r, _now, remarks) => {
    const content = readOrganization(r, remarks);
    return content === null ? null : { type: 'Organization', content };
  }),
  Condition: reader(shapes.Condition, (r, _now, remarks) =>
    draft('Condition', readCondition(r, remarks)),
  ),
  MedicationRequest: reader(shapes.MedicationRequest, (r, _now, remarks) =>
    draft('MedicationRequest', readMedication(r, remarks)),
  ),
  Encounter: reader(shapes.Encounter, (r, _now, remarks) =>
    draft('Encounter', readEncounter(r, remarks)),
  ),
  RelatedPerson: reader(shapes.RelatedPerson, (r, _now, remarks) =>
    draft('RelatedPerson', readRelatedPerson(r, remarks)),
  ),
};

/** Reads resources and the entries of Bundles, each by itself: one that is wrong spoils no other. */
export function receiveResources(resources: readonly unknown[], now: Date): Received[] {
  return resources
    .flatMap((resource, index) => unpack(resource, String(index)))
    .map((one, at) => receive(one, at, now));
}

interface Unpacked {
  readonly where: string;
  readonly resource: unknown;
  readonly fullUrl: string | null;
}

function unpack(resource: unknown, where: string): Unpacked[] {
  if (!isObject(resource) || resource['resourceType'] !== 'Bundle') {
    return [{ where, resource, fullUrl: null }];
  }
  const entries = Array.isArray(resource['entry']) ? (resource['entry'] as unknown[]) : [];
  return entries.map((entry, index) => ({
    where: `${where}.entry[${index}]`,
    resource: isObject(entry) ? entry['resource'] : entry,
    fullUrl: isObject(entry) && typeof entry['fullUrl'] === 'string' ? entry['fullUrl'] : null,
  }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function receive({ where, resource, fullUrl }: Unpacked, at: number, now: Date): Received {
  const remarks: Remarks = new Set();
  if (!isObject(resource) || typeof resource['resourceType'] !== 'string') {
    return refused(where, '?', remarks, 'not-a-resource');
  }
  const type = resource['resourceType'];
  const id = typeof resource['id'] === 'string' ? resource['id'] : '?';
  const label = line(`${type}/${id}`, 150) ?? '?';
  if (!isReadable(type)) return refused(where, label, remarks, 'type-not-read');
  const read = readers[type].read(resource, now, remarks);
  if (typeof read === 'string') return refused(`${where}${read}`, label, remarks, 'form-wrong');
  if (read === null) return refused(where, label, remarks, 'content-missing');
  const keys = keysOf(resource, read, fullUrl);
  if (keys.length === 0) return refused(where, label, remarks, 'identity-missing');
  return { where, resource: label, remarks, item: { at, keys, draft: read } };
}

function isReadable(type: string): type is ResourceType {
  return Object.hasOwn(readers, type);
}

function refused(where: string, resource: string, remarks: Remarks, code: ImportRemark): Received {
  remarks.add(code);
  return { where, resource, remarks, item: null };
}

const longestKey = 400;

type KeyedResource = Pick<shapes.Patient, 'id' | 'identifier'>;

/** The resource's id, its identifiers as `system|value`, and the name that a Bundle gives it. */
function keysOf(resource: KeyedResource, read: Draft, fullUrl: string | null): string[] {
  // Of a patient only those that are kept.
  const given = read.type === 'Patient' ? read.content.identifiers : (resource.identifier ?? []);
  const identifiers = given.flatMap(({ system, value }) =>
    system && value ? [`${system}|${value}`] : [],
  );
  const keys = [resource.id, ...identifiers, fullUrl].filter(
    (key) => key !== null && key !== undefined,
  );
  return [...new Set(keys)].filter((key) => line(key, longestKey) === key);
}
