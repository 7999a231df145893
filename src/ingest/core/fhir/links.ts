import { fieldsOf, objectsOf, textOf, type Fields } from '../narrow.ts';

/** What references of one delivery may point to without leaving it. */
export interface Links {
  /** The resource behind a reference, within the Bundle. */
  readonly resourceOf: (reference: string) => Fields | undefined;
  /** Our id of a patient who came in the same Bundle and was stored first. */
  readonly patientIdOf: (reference: string) => string | undefined;
}

export const noLinks: Links = { resourceOf: () => undefined, patientIdOf: () => undefined };

/** Links of the entries of a Bundle, by full URL and by "Type/id". */
export function linkBundle(
  entries: readonly Fields[],
  patientIds: ReadonlyMap<string, string> = new Map(),
): Links {
  const resources = new Map<string, Fields>();
  // Observations are referred to by panels only, and a Bundle may have thousands.
  const hasPanel = entries.some(({ resource }) => fieldsOf(resource)?.hasMember !== undefined);
  for (const { fullUrl, resource } of entries) {
    const fields = fieldsOf(resource);
    if (fields === undefined) continue;
    if (fields.resourceType === 'Observation' && !hasPanel) continue;
    const url = textOf(fullUrl);
    if (url !== undefined) resources.set(url, fields);
    const { resourceType, id } = fields;
    if (typeof resourceType === 'string' && typeof id === 'string') {
      resources.set(`${resourceType}/${id}`, fields);
    }
  }
  return {
    resourceOf: (reference) => resources.get(reference),
    patientIdOf: (reference) => patientIds.get(reference),
  };
}

const uuid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const absolutePatient = new RegExp(`^https?://.*/Patient/(${uuid})(?:/_history/.*)?$`);

/**
 * Whom `subject` names, as people look it up: our id, `system|value`, or "Patient/…". Undefined when
 * it names nobody, null when it names something that is not a patient.
 */
export function readSubject(observation: Fields, links: Links): string | undefined | null {
  const subject = fieldsOf(observation.subject);
  const reference = textOf(subject?.reference);
  if (reference === undefined) return identifierOf(subject?.identifier);
  const within = reference.startsWith('#')
    ? containedIn(observation, reference)
    : links.resourceOf(reference);
  const stored = links.patientIdOf(reference);
  if (stored !== undefined) return stored;
  // The usual case: our own id, or the source's.
  if (within === undefined && /^Patient\/[^?]*$/.test(reference)) return reference;
  if (within !== undefined) {
    if (within.resourceType !== 'Patient') return null;
    const [identifier] = objectsOf(within.identifier).map(identifierOf).filter(Boolean);
    return identifier ?? (typeof within.id === 'string' ? `Patient/${within.id}` : undefined);
  }
  // An id of another server could be somebody else's here, unless it is a UUID.
  const absolute = absolutePatient.exec(reference);
  if (absolute !== null) return absolute[1];
  if (/^(Group|Device|Location|Practitioner|Organization)\//.test(reference)) return null;
  return conditionalIdentifier(reference) ?? reference;
}

/** "Patient?identifier=system|value", as bulk exports write it. */
function conditionalIdentifier(reference: string): string | undefined {
  const query = /^Patient\?(.*)$/.exec(reference)?.[1];
  return query === undefined
    ? undefined
    : (new URLSearchParams(query).get('identifier') ?? undefined);
}

/** `system|value` of an Identifier, or its value alone. */
export function identifierOf(identifier: unknown): string | undefined {
  const { system, value } = fieldsOf(identifier) ?? {};
  const written = textOf(value);
  if (written === undefined) return undefined;
  return typeof system === 'string' && system !== '' ? `${system}|${written}` : written;
}

function containedIn(resource: Fields, reference: string): Fields | undefined {
  return objectsOf(resource.contained).find(({ id }) => id === reference.slice(1));
}

/** The device as it is registered: its identifier or serial number, or the id by which it is named. */
export function readDevice(observation: Fields, links: Links): string | undefined {
  const device = fieldsOf(observation.device);
  const reference = textOf(device?.reference);
  const identifier = textOf(fieldsOf(device?.identifier)?.value);
  if (identifier !== undefined) return identifier;
  if (reference === undefined) return textOf(device?.display);
  const within = reference.startsWith('#')
    ? containedIn(observation, reference)
    : links.resourceOf(reference);
  if (within !== undefined) return deviceIdentifier(within);
  // A name that is only good within a Bundle that does not have it: the next Bundle would use another.
  return /^(urn:|#)/.test(reference) ? undefined : reference.replace(/^.*Device\//, '');
}

/** What a Device resource is called by those who send its measurements. */
export function deviceIdentifier(device: Fields): string | undefined {
  const [identifier] = objectsOf(device.identifier);
  const [udi] = objectsOf(device.udiCarrier);
  return (
    textOf(identifier?.value) ??
    textOf(device.serialNumber) ??
    textOf(udi?.deviceIdentifier) ??
    textOf(device.id)
  );
}
