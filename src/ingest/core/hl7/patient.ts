import { componentsOf, repetitionsOf, type Message, type Segment } from './message.ts';

/**
 * Everything PID-3 calls the patient, as people look it up: `urn:oid:…|value` where the assigning authority
 * has an ISO OID, `authority|value` by its name, else the value alone.
 */
export function patientReferences(message: Message, pid: Segment): readonly string[] {
  return repetitionsOf(message, pid, 3).flatMap((repetition) => {
    const [value = ''] = componentsOf(message, repetition);
    if (value === '') return [];
    const authority = repetition.split(message.delimiters.component)[3] ?? '';
    return referencesOf(value, authority.split(message.delimiters.subcomponent || '\0'));
  });
}

function referencesOf(value: string, authority: readonly string[]): readonly string[] {
  const [namespace = '', universal = '', type = ''] = authority;
  const byUniversal =
    universal === '' ? [] : [`${type === 'ISO' ? 'urn:oid:' : ''}${universal}|${value}`];
  const byName = namespace === '' ? [] : [`${namespace}|${value}`];
  const named = [...byUniversal, ...byName];
  return named.length === 0 ? [value] : named;
}
