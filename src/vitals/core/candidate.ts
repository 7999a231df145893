import type { Reading, ReadingContext, VitalKind } from './reading.ts';
import { isStorableText } from './storable-text.ts';
import { unitCode, type Vital, type VitalComponent, type Vitals } from './vitals.ts';

/** A measurement as a source sent it; nothing about it is believed yet. */
export interface ReadingCandidate {
  readonly kind: unknown;
  /** An object by component; for a sign with one value the bare value will do. */
  readonly values: unknown;
  readonly unit?: unknown;
  /** For sources that name a unit per component (FHIR); used instead of `unit`. */
  readonly componentUnits?: Readonly<Record<string, unknown>>;
  readonly context?: unknown;
}

/** A measurement whose kind, components and unit are known. Time and source are added by the caller. */
export type Measurement = Pick<Reading, 'kind' | 'values' | 'unit' | 'beyond' | 'context'>;

export type CandidateCode =
  | 'kind-unknown'
  | 'values-invalid'
  | 'component-missing'
  | 'component-unknown'
  | 'value-not-a-number'
  | 'value-not-finite'
  | 'unit-missing'
  | 'unit-unknown'
  | 'units-differ'
  | 'context-invalid';

export interface CandidateProblem {
  readonly code: CandidateCode;
  /** The component of the vital sign, never text of the source. */
  readonly component?: string;
}

export type ParsedCandidate =
  | { readonly measurement: Measurement; readonly problem?: never }
  | { readonly measurement?: never; readonly problem: CandidateProblem };

/**
 * Reads a source's measurement strictly: what is missing, unknown or not a number gives a coded
 * problem and is never guessed. Values and unit are kept as received; only spellings are unified
 * ("mmHg" → "mm[Hg]", key "glucose" → "value").
 */
export function parseCandidate(vitals: Vitals, candidate: ReadingCandidate): ParsedCandidate {
  const vital =
    typeof candidate.kind === 'string' ? vitals.byKind.get(candidate.kind as VitalKind) : undefined;
  if (vital === undefined) return { problem: { code: 'kind-unknown' } };
  const read = readValues(vital, candidate.values);
  if ('code' in read) return { problem: read };
  const unit = readUnit(vital, candidate, read);
  if (typeof unit !== 'string') return { problem: unit };
  if (!isContext(candidate.context)) return { problem: { code: 'context-invalid' } };
  const context = withoutNulls(candidate.context);
  return {
    measurement: {
      kind: vital.kind,
      values: read.values,
      unit,
      ...(read.beyond === undefined ? undefined : { beyond: read.beyond }),
      ...(context === undefined ? undefined : { context }),
    },
  };
}

/**
 * A decimal number that a source wrote as text ("182", " 99.5 "), or undefined. Adapters whose
 * sources send text use it; grouping, decimal commas, exponents and hexadecimal are refused because
 * "1,820" means two things.
 */
export function decimalFrom(text: string): number | undefined {
  const trimmed = text.trim();
  return /^[+-]?\d{1,12}(\.\d{1,12})?$/.test(trimmed) ? Number(trimmed) : undefined;
}

interface ReadValues {
  readonly values: Readonly<Record<string, number>>;
  readonly beyond?: 'HI' | 'LO';
}

function readValues(vital: Vital, values: unknown): ReadValues | CandidateProblem {
  if (typeof values !== 'object' || values === null) {
    const [only, second] = vital.components;
    if (only === undefined || second?.definition.required === true) {
      return { code: 'values-invalid' };
    }
    if (values === undefined || values === null) return missing(only);
    return readValues(vital, { [only.id]: values });
  }
  if (Array.isArray(values)) return { code: 'values-invalid' };
  return readComponents(vital, values);
}

function readComponents(vital: Vital, given: object): ReadValues | CandidateProblem {
  const values: Record<string, number> = {};
  let beyond: 'HI' | 'LO' | undefined;
  for (const [key, value] of Object.entries(given)) {
    const component = vital.componentByKey.get(key);
    if (component === undefined) return { code: 'component-unknown' };
    if (value === null || value === undefined) continue;
    if (component.id in values) return { code: 'values-invalid', component: component.id };
    const outside = vital.definition.beyond === undefined ? undefined : beyondFrom(value);
    if (outside !== undefined) beyond = outside;
    else if (typeof value !== 'number') {
      return { code: 'value-not-a-number', component: component.id };
    } else if (!Number.isFinite(value)) {
      return { code: 'value-not-finite', component: component.id };
    } else values[component.id] = value;
  }
  if (beyond !== undefined) {
    return Object.keys(values).length === 0 ? { values, beyond } : { code: 'values-invalid' };
  }
  for (const component of vital.components) {
    if (component.definition.required && !(component.id in values)) return missing(component);
  }
  return { values };
}

function missing(component: VitalComponent): CandidateProblem {
  return { code: 'component-missing', component: component.id };
}

function beyondFrom(value: unknown): 'HI' | 'LO' | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toUpperCase();
  if (word === 'HI' || word === 'HIGH') return 'HI';
  return word === 'LO' || word === 'LOW' ? 'LO' : undefined;
}

/** One unit for the whole reading: two in one reading could not both be kept as received. */
function readUnit(
  vital: Vital,
  candidate: ReadingCandidate,
  read: ReadValues,
): string | CandidateProblem {
  let unit: string | undefined;
  for (const component of vital.components) {
    if (read.beyond === undefined && !(component.id in read.values)) continue;
    const named = candidate.componentUnits;
    if (component.ownUnit && named === undefined) continue;
    const given = named === undefined ? candidate.unit : named[component.id];
    if (given === undefined || given === null || given === '') {
      if (component.ownUnit) continue;
      return { code: 'unit-missing', component: component.id };
    }
    const code = typeof given === 'string' ? unitCode(component, given) : undefined;
    if (code === undefined) return { code: 'unit-unknown', component: component.id };
    if (component.ownUnit) continue;
    if (unit !== undefined && unit !== code)
      return { code: 'units-differ', component: component.id };
    unit = code;
  }
  return unit ?? { code: 'unit-missing' };
}

const contextKeys = 32;
const contextText = 200;

type GivenContext = Readonly<Record<string, string | number | boolean | null>>;

/** What came with the value must be few, short and flat; anything else is refused rather than cut. */
function isContext(context: unknown): context is GivenContext | null | undefined {
  if (context === undefined || context === null) return true;
  if (typeof context !== 'object' || Array.isArray(context)) return false;
  const entries = Object.entries(context);
  return entries.length <= contextKeys && entries.every(isContextEntry);
}

function isContextEntry([key, value]: [string, unknown]): boolean {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(key)) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return value.length <= contextText && isStorableText(value);
  return Number.isFinite(value);
}

function withoutNulls(context: GivenContext | null | undefined): ReadingContext | undefined {
  if (context === undefined || context === null) return undefined;
  const kept: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(context)) if (value !== null) kept[key] = value;
  return Object.keys(kept).length === 0 ? undefined : kept;
}
