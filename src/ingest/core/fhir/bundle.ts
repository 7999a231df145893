import type { AdapterContext, DeliveryItem } from '../adapter.ts';
import { codesOf, kindOf, wholeOf } from './codes.ts';
import { linkBundle, type Links } from './links.ts';
import { fieldsOf, objectsOf, textOf, type Fields } from '../narrow.ts';
import { parseObservation } from './observation.ts';

/** The Observations of a Bundle, understood; `index` of every item is the place of its entry. */
export interface ParsedBundle {
  readonly items: readonly DeliveryItem[];
  /** Entries that are parts of another entry's reading, such as a systolic pressure of its own, by that other. */
  readonly partOf: ReadonlyMap<number, number>;
  /** Entries that only group others and say nothing themselves. */
  readonly groups: ReadonlySet<number>;
}

/**
 * Understands every Observation of a Bundle. References to patients, devices and members within the
 * Bundle are followed; `patientIds` are our ids of patients who were stored from it before, by the
 * reference that the Bundle uses for them.
 */
export function parseBundle(
  bundle: Fields,
  context: AdapterContext,
  patientIds?: ReadonlyMap<string, string>,
): ParsedBundle {
  const entries = entriesOf(bundle);
  const links = linkBundle(
    entries.map(({ entry }) => entry),
    patientIds,
  );
  const panels = findPanels(entries, links, context);
  const items: DeliveryItem[] = [];
  for (const { index, resource } of entries) {
    if (resource?.resourceType !== 'Observation') continue;
    if (panels.partOf.has(index) || panels.groups.has(index)) continue;
    items.push(...parseObservation(resource, index, links, context, panels.members.get(index)));
  }
  return { items, partOf: panels.partOf, groups: panels.groups };
}

interface Entry {
  readonly index: number;
  readonly entry: Fields;
  readonly resource: Fields | undefined;
}

function entriesOf(bundle: Fields): readonly Entry[] {
  const list: unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  return list.map((one, index) => {
    const entry = fieldsOf(one) ?? {};
    return { index, entry, resource: fieldsOf(entry.resource) };
  });
}

interface Panels {
  readonly members: ReadonlyMap<number, readonly Fields[]>;
  readonly partOf: ReadonlyMap<number, number>;
  readonly groups: ReadonlySet<number>;
}

/** Which entries are panels of other entries: those whose members are only parts complete the panel. */
function findPanels(entries: readonly Entry[], links: Links, { vitals }: AdapterContext): Panels {
  const members = new Map<number, Fields[]>();
  const partOf = new Map<number, number>();
  const groups = new Set<number>();
  const places = new Map(entries.map(({ resource, index }) => [resource, index]));
  for (const { index, resource } of entries) {
    if (resource?.resourceType !== 'Observation' || resource.hasMember === undefined) continue;
    if (resource.component !== undefined || resource.valueQuantity !== undefined) continue;
    const found = objectsOf(resource.hasMember)
      .map(({ reference }) => links.resourceOf(textOf(reference) ?? ''))
      .filter((one) => one?.resourceType === 'Observation');
    const parts = found.filter((one) => {
      const codes = codesOf(one?.code);
      return kindOf(vitals, codes) === undefined && wholeOf(vitals, codes) !== undefined;
    });
    if (kindOf(vitals, codesOf(resource.code)) !== undefined) {
      members.set(
        index,
        parts.filter((one) => one !== undefined),
      );
      for (const part of parts) partOf.set(places.get(part) ?? index, index);
    } else if (found.length > 0) groups.add(index);
  }
  return { members, partOf, groups };
}
