import { mayUseFhir } from '../../access/core/scopes.ts';
import { fieldsOf, textOf, type Fields } from '../../ingest/core/narrow.ts';

/** What an entry of a Bundle asks for, or why that is not done. */
export type Asked =
  | { readonly wants: 'reading'; readonly resource: Fields; readonly messageId: string | undefined }
  | { readonly wants: 'withdrawal'; readonly resource: Fields }
  | { readonly wants: 'person' | 'device'; readonly resource: Fields }
  | { readonly wants: 'refusal'; readonly code: RefusalCode };

export type RefusalCode =
  | 'fhir.entry-unsupported'
  | 'fhir.scope-missing'
  | 'fhir.resource-invalid'
  | 'resource-unsupported';

export interface Entry {
  readonly index: number;
  readonly fullUrl: string | undefined;
  readonly asked: Asked;
}

/** What is known of people comes in these types (people/server/service/import.ts). */
const peopleTypes: ReadonlySet<string> = new Set([
  'Patient',
  'Practitioner',
  'Organization',
  'Condition',
  'MedicationRequest',
  'Encounter',
  'RelatedPerson',
]);

/** Reads what every entry of a batch or transaction asks for, and whether the token may. */
export function readEntries(bundle: Fields, permissions: ReadonlySet<string>): readonly Entry[] {
  const list: readonly unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  return list.map((raw, index) => {
    const entry = fieldsOf(raw) ?? {};
    return { index, fullUrl: textOf(entry.fullUrl), asked: readEntry(entry, permissions) };
  });
}

function refusal(code: RefusalCode): Asked {
  return { wants: 'refusal', code };
}

function readEntry(entry: Fields, permissions: ReadonlySet<string>): Asked {
  const resource = fieldsOf(entry.resource);
  const type = textOf(resource?.resourceType);
  if (resource === undefined || type === undefined) return refusal('fhir.resource-invalid');
  const request = fieldsOf(entry.request);
  const method = request?.method ?? 'POST';
  const address = request?.url ?? type;
  if (typeof address !== 'string' || !isAddressOf(address, type, method, resource)) {
    return refusal('fhir.entry-unsupported');
  }
  const identifier = readCondition(request?.ifNoneExist);
  if (identifier === null) return refusal('fhir.entry-unsupported');
  const interaction = method === 'PUT' ? 'u' : 'c';
  if (!mayUseFhir(permissions, type, interaction)) return refusal('fhir.scope-missing');
  if (type === 'Observation') {
    if (resource.status === 'entered-in-error') return { wants: 'withdrawal', resource };
    return { wants: 'reading', resource, messageId: identifier };
  }
  if (type === 'Device') return { wants: 'device', resource };
  return peopleTypes.has(type) ? { wants: 'person', resource } : refusal('resource-unsupported');
}

/** POST to the type, or PUT to the type with the id of the resource or with an identifier. */
function isAddressOf(address: string, type: string, method: unknown, resource: Fields): boolean {
  if (method === 'POST') return address === type;
  if (method !== 'PUT') return false;
  return address === `${type}/${String(resource.id)}` || address.startsWith(`${type}?identifier=`);
}

/** The identifier of a conditional create, undefined without condition, null when it asks for more. */
export function readCondition(ifNoneExist: unknown): string | undefined | null {
  if (ifNoneExist === undefined) return undefined;
  if (typeof ifNoneExist !== 'string') return null;
  const plain = /^identifier=([^%+&]+)$/.exec(ifNoneExist)?.[1];
  if (plain !== undefined) return plain;
  const parameters = [...new URLSearchParams(ifNoneExist.replace(/^.*\?/, ''))];
  const [first, second] = parameters;
  if (first === undefined || second !== undefined || first[0] !== 'identifier') return null;
  return first[1] === '' ? null : first[1];
}
