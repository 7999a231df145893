import type { Permission } from './permissions.ts';

/** A scope as stored: which resource, and the letters of SMART v2 (create, read, update, delete, search). */
export interface Scope {
  readonly resource: string;
  readonly interactions: readonly Interaction[];
}

export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

/**
 * `system/Observation.c`, `system/*.cruds`: SMART App Launch 2, letters in that order. A search
 * restriction (`?code=…`) does not match: ignoring it would grant more than was written.
 */
export const scopePattern = '^system\\/(\\*|[A-Z][A-Za-z]{2,40})\\.(?=[cruds])c?r?u?d?s?$';

const scopeForm = new RegExp(scopePattern);

/** Reads a scope; undefined when it is not one that Enlace grants. */
export function parseScope(text: string): Scope | undefined {
  if (!scopeForm.test(text)) return undefined;
  const [resource = '', letters = ''] = text.slice('system/'.length).split('.');
  return { resource, interactions: [...letters] as Interaction[] };
}

interface Grant {
  readonly permission: Permission;
  /** `*`: a scope on any resource grants it. */
  readonly resource: string;
  readonly interactions: readonly Interaction[];
}

/** What a scope opens outside the FHIR facade, and which of the facade's doors. */
export const scopeGrants: readonly Grant[] = [
  { permission: 'readings.send', resource: 'Observation', interactions: ['c'] },
  { permission: 'fhir.read', resource: '*', interactions: ['r', 's'] },
  { permission: 'fhir.write', resource: '*', interactions: ['c', 'u', 'd'] },
];

/**
 * The permissions of a token: rows of the permission table by `scopeGrants`, and one
 * `fhir:<resource>.<letter>` per interaction for `mayUseFhir`. Unreadable scopes grant nothing.
 */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<string> {
  const permissions = new Set<string>();
  for (const scope of scopes.map(parseScope)) {
    if (scope === undefined) continue;
    for (const letter of scope.interactions) {
      permissions.add(`fhir:${scope.resource}.${letter}`);
      for (const grant of scopeGrants) {
        if (covers(grant, scope.resource, letter)) permissions.add(grant.permission);
      }
    }
  }
  return permissions;
}

function covers(grant: Grant, resource: string, letter: Interaction): boolean {
  const sameResource = [grant.resource, resource].includes('*') || grant.resource === resource;
  return sameResource && grant.interactions.includes(letter);
}

/** Whether a machine may do this with this kind of FHIR resource. */
export function mayUseFhir(
  permissions: ReadonlySet<string>,
  resource: string,
  interaction: Interaction,
): boolean {
  return (
    permissions.has(`fhir:*.${interaction}`) || permissions.has(`fhir:${resource}.${interaction}`)
  );
}
