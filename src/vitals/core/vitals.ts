import type {
  ComponentDefinition,
  CrossCheck,
  UnitDefinition,
  VitalDefinition,
} from './definition.ts';
import type { Reading, VitalKind } from './reading.ts';
import { vitalKinds } from './reading.ts';
import { convert, knownUnits } from './units.ts';

/** A component with its units looked up by spelling. */
export interface VitalComponent {
  readonly id: string;
  readonly definition: ComponentDefinition;
  /** The unit in which its limits are written. */
  readonly unit: UnitDefinition;
  /** True when the component has a unit of its own, which the reading's unit does not name. */
  readonly ownUnit: boolean;
  readonly units: readonly UnitDefinition[];
}

/** One vital sign, its tables made for the hot path. */
export interface Vital {
  readonly kind: VitalKind;
  readonly definition: VitalDefinition;
  readonly components: readonly VitalComponent[];
  /** Component by any key under which sources send it. */
  readonly componentByKey: ReadonlyMap<string, VitalComponent>;
  /** Component by LOINC code, aliases included. */
  readonly componentByLoinc: ReadonlyMap<string, VitalComponent>;
  readonly crossChecks: readonly CrossCheck[];
  /** The other readings that its cross-checks compare with. */
  readonly history: readonly HistoryNeed[];
}

/** Readings of `kind` taken up to so many hours before or after one. */
export interface HistoryNeed {
  readonly kind: VitalKind;
  readonly hoursBefore: number;
  readonly hoursAfter: number;
}

/** All vital signs of a release. Web and server make it from the same definitions. */
export interface Vitals {
  readonly byKind: ReadonlyMap<VitalKind, Vital>;
  /** Kind by LOINC code of the whole observation, aliases included. */
  readonly kindByLoinc: ReadonlyMap<string, VitalKind>;
}

/** Makes the lookup tables once; throws when definitions are missing, doubled or contradict each other. */
export function compileVitals(definitions: readonly VitalDefinition[]): Vitals {
  const byKind = new Map<VitalKind, Vital>();
  const kindByLoinc = new Map<string, VitalKind>();
  for (const definition of definitions) {
    if (byKind.has(definition.id)) throw new Error(`${definition.id} is defined twice.`);
    byKind.set(definition.id, compileVital(definition));
    for (const code of [definition.loinc.code, ...definition.loinc.aliases]) {
      addOnce(kindByLoinc, code, definition.id, `LOINC ${code}`);
    }
  }
  for (const kind of vitalKinds) {
    if (!byKind.has(kind)) throw new Error(`${kind} has no definition in force.`);
  }
  return { byKind, kindByLoinc };
}

/** The vital sign of a kind. */
export function vitalOf(vitals: Vitals, kind: VitalKind): Vital {
  const vital = vitals.byKind.get(kind);
  if (vital === undefined) throw new Error(`${kind} has no definition in force.`);
  return vital;
}

/** The UCUM code for a unit as a source writes it, or undefined when it is not accepted. */
export function unitCode(component: VitalComponent, spelling: string): string | undefined {
  const spellings = spellingsOf(component.units);
  return spellings.get(spelling) ?? spellings.get(foldUnit(spelling));
}

/** The unit of one component of a reading: its own (a cuff's pulse), or that of the reading. */
export function componentUnit(component: VitalComponent, reading: Pick<Reading, 'unit'>): string {
  return component.ownUnit ? component.unit.code : reading.unit;
}

/** The value of a component in the unit of its limits, unrounded; undefined when the reading has none. */
export function valueInLimitUnit(
  vital: Vital,
  component: VitalComponent,
  reading: Pick<Reading, 'values' | 'unit'>,
): number | undefined {
  const value = reading.values[component.id];
  const { code } = component.unit;
  if (value === undefined || component.ownUnit || reading.unit === code) return value;
  return convert(value, vital.kind, reading.unit, code);
}

/**
 * The same, to compare with a limit: limits are stated to the decimals of their unit, so a converted
 * value is rounded to them (106.0 [degF] → 41.1 Cel, as NEWS2 bands it). One in the unit of the limit is not.
 */
export function valueToBand(
  vital: Vital,
  component: VitalComponent,
  reading: Pick<Reading, 'values' | 'unit'>,
): number | undefined {
  const value = valueInLimitUnit(vital, component, reading);
  if (value === undefined || component.ownUnit || reading.unit === component.unit.code)
    return value;
  return roundTo(value, component.unit.decimals);
}

function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

function compileVital(definition: VitalDefinition): Vital {
  const components = definition.components.map((component) => {
    const units = component.units ?? definition.units;
    checkUnits(definition.id, units);
    return {
      id: component.id,
      definition: component,
      unit: first(units),
      ownUnit: component.units !== undefined,
      units,
    };
  });
  const componentByKey = new Map<string, VitalComponent>();
  const componentByLoinc = new Map<string, VitalComponent>();
  for (const component of components) {
    const { id, aliases, loinc } = component.definition;
    for (const key of [id, ...aliases]) {
      addOnce(componentByKey, key, component, `${definition.id}: component ${key}`);
    }
    for (const code of loinc === undefined ? [] : [loinc.code, ...loinc.aliases]) {
      addOnce(componentByLoinc, code, component, `${definition.id}: LOINC ${code}`);
    }
  }
  checkComponents(definition, componentByKey);
  const { crossChecks } = definition;
  return {
    kind: definition.id,
    definition,
    components,
    componentByKey,
    componentByLoinc,
    crossChecks,
    history: historyOf(definition),
  };
}

const spellingTables = new WeakMap<readonly UnitDefinition[], ReadonlyMap<string, string>>();

function spellingsOf(units: readonly UnitDefinition[]): ReadonlyMap<string, string> {
  const known = spellingTables.get(units);
  if (known !== undefined) return known;
  const table = new Map<string, string>();
  for (const unit of units) {
    for (const spelling of [unit.code, ...unit.spellings]) {
      const folded = foldUnit(spelling);
      const other = table.get(folded);
      if (other !== undefined && other !== unit.code) {
        throw new Error(`The unit "${spelling}" means both ${other} and ${unit.code}.`);
      }
      table.set(spelling, unit.code);
      table.set(folded, unit.code);
    }
  }
  spellingTables.set(units, table);
  return table;
}

/** NFKC turns "℃" and "㎏" into letters; "º" (the Spanish ordinal sign) is often typed for "°". */
function foldUnit(spelling: string): string {
  return spelling.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

function checkUnits(kind: VitalKind, units: readonly UnitDefinition[]): void {
  const known = knownUnits(kind);
  for (const { code } of units) {
    if (!known.includes(code)) {
      throw new Error(
        `${kind}: ${code} cannot be converted; add its factor to vitals/core/units.ts.`,
      );
    }
  }
  spellingsOf(units);
}

/** A cross-check that names a component which does not exist would never fire. */
function checkComponents(
  definition: VitalDefinition,
  components: ReadonlyMap<string, VitalComponent>,
): void {
  for (const check of definition.crossChecks) {
    for (const id of componentsOf(check)) {
      if (components.get(id)?.id !== id) {
        throw new Error(`${definition.id}: cross-check "${check.check}" names no component ${id}.`);
      }
    }
  }
}

function componentsOf(check: CrossCheck): readonly string[] {
  switch (check.check) {
    case 'order':
      return [check.lower, check.higher];
    case 'difference':
      return [check.of, check.minus];
    case 'agreement':
      return [check.component];
    case 'unit':
    case 'change':
    case 'median':
    case 'remark':
    case 'personal-best':
      return [];
  }
}

function historyOf(definition: VitalDefinition): readonly HistoryNeed[] {
  const needs = new Map<VitalKind, HistoryNeed>();
  for (const check of definition.crossChecks) {
    for (const need of historyOfCheck(definition.id, check)) {
      const other = needs.get(need.kind);
      needs.set(need.kind, {
        kind: need.kind,
        hoursBefore: Math.max(need.hoursBefore, other?.hoursBefore ?? 0),
        hoursAfter: Math.max(need.hoursAfter, other?.hoursAfter ?? 0),
      });
    }
  }
  return [...needs.values()];
}

function historyOfCheck(kind: VitalKind, check: CrossCheck): readonly HistoryNeed[] {
  switch (check.check) {
    case 'agreement': {
      const hours = check.withinMinutes / 60;
      return check.with.map((other) => ({
        kind: other.kind,
        hoursBefore: hours,
        hoursAfter: hours,
      }));
    }
    case 'change':
      return [{ kind, hoursBefore: check.lookBackHours, hoursAfter: 0 }];
    case 'median':
      return [{ kind, hoursBefore: check.days * 24, hoursAfter: 0 }];
    case 'order':
    case 'difference':
    case 'unit':
    case 'remark':
    case 'personal-best':
      return [];
  }
}

function addOnce<V>(map: Map<string, V>, key: string, value: V, what: string): void {
  if (map.has(key)) throw new Error(`${what} is given twice.`);
  map.set(key, value);
}

function first<T>(items: readonly T[]): T {
  const item = items[0];
  if (item === undefined) throw new Error('A vital sign needs at least one unit.');
  return item;
}
