import type { AddressParts } from '../../core/schemas.ts';
import { chooseName, line, nameLine, readAddress, readTelecom, type Remarks } from './parts.ts';
import type { Organization, Practitioner } from './shapes.ts';
import { systems } from './systems.ts';

/** What a Practitioner or Organization says. */
export interface DirectoryDraft {
  readonly kind: 'practitioner' | 'organization';
  readonly name: string;
  readonly npi: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: AddressParts;
  readonly active: boolean;
}

/** Reads a Practitioner; null without a name. */
export function readPractitioner(resource: Practitioner, remarks: Remarks): DirectoryDraft | null {
  const name = nameLine(chooseName(resource.name));
  return name === null ? null : { kind: 'practitioner', name, ...common(resource, remarks) };
}

/** Reads an Organization; null without a name. */
export function readOrganization(resource: Organization, remarks: Remarks): DirectoryDraft | null {
  const name = line(resource.name);
  return name === null ? null : { kind: 'organization', name, ...common(resource, remarks) };
}

function common(resource: Organization | Practitioner, remarks: Remarks) {
  const contacts = readTelecom(resource.telecom, remarks);
  const npi = resource.identifier?.find(({ system }) => system === systems.npi)?.value;
  return {
    npi: npi && /^\d{10}$/.test(npi) ? npi : null,
    phone: contacts.find(({ channel }) => channel === 'phone')?.value ?? null,
    email: contacts.find(({ channel }) => channel === 'email')?.value ?? null,
    address: readAddress(resource.address),
    active: resource.active ?? true,
  };
}
