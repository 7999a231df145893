import type { TSchema } from 'typebox';

import type { Contract } from '../platform/core/contract.ts';

/** A request as a contract asks for it. */
export interface SampleRequest {
  readonly url: string;
  readonly body: unknown;
}

/** What generated requests are filled with. */
export interface SampleValues {
  /** By the part of the path before the parameter: `/api/patients/{id}` takes `patients`. */
  readonly params: Readonly<Record<string, string>>;
  /** By the name of a property, wherever it stands. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** By "METHOD path", where a property means something else there. */
  readonly bodies: Readonly<Record<string, unknown>>;
  readonly queries: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly format?: string;
}

/** The request that a contract's schemas describe: with what must be there, or with all that may be. */
export function sampleRequest(
  contract: Contract,
  extent: 'required' | 'everything',
  values: SampleValues,
): SampleRequest {
  const name = `${contract.method} ${contract.path}`;
  const query = { ...queryOf(contract, extent, values), ...values.queries[name] };
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  ).toString();
  const body =
    contract.method === 'GET'
      ? undefined
      : (values.bodies[name] ?? sampleOf(contract.body, '', extent, values));
  return { url: `${pathOf(contract, values)}${text === '' ? '' : `?${text}`}`, body };
}

function pathOf({ path }: Contract, { params }: SampleValues): string {
  return path.replaceAll(/([\w-]+)\/\{(\w+)\}|\{(\w+)\}/g, (_, before, name, alone) => {
    const key = String(alone ?? (before in params ? before : name));
    const value = params[key];
    if (value === undefined) throw new Error(`No sample for ${key} of ${path}.`);
    return `${alone === undefined ? `${before}/` : ''}${encodeURIComponent(value)}`;
  });
}

function queryOf(
  { query }: Contract,
  extent: 'required' | 'everything',
  values: SampleValues,
): Record<string, unknown> {
  const { properties = {}, required = [] } = query as Shape;
  // The place where a page begins is no free choice.
  const names = Object.keys(properties).filter(
    (name) => required.includes(name) || (extent === 'everything' && name !== 'after'),
  );
  return Object.fromEntries(
    names.map((name) => [name, sampleOf(properties[name] as TSchema, name, extent, values)]),
  );
}

function sampleOf(
  schema: TSchema,
  name: string,
  extent: 'required' | 'everything',
  values: SampleValues,
): unknown {
  const shape = schema as Shape;
  const known = values.properties[name];
  if (known !== undefined && fits(shape, known)) return known;
  if ('const' in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return sampleOf(shape.anyOf[0] as TSchema, name, extent, values);
  switch (shape.type) {
    case 'object': {
      const { properties = {}, required = [] } = shape;
      const chosen = Object.entries(properties).filter(
        ([key]) => extent === 'everything' || required.includes(key),
      );
      return Object.fromEntries(
        chosen.map(([key, inner]) => [key, sampleOf(inner, key, extent, values)]),
      );
    }
    case 'array':
      return shape.items && (shape.minItems || extent === 'everything')
        ? [sampleOf(shape.items, name, extent, values)]
        : [];
    case 'integer':
    case 'number':
      return shape.minimum ?? 1;
    case 'boolean':
      return false;
    case 'string':
      return sampleText(shape.format);
    default:
      return {};
  }
}

/** Whether a value can stand here: the same name means different things in different places. */
function fits({ enum: words, anyOf, type }: Shape, value: unknown): boolean {
  if (words) return words.includes(value);
  if (anyOf) return anyOf.some((one) => fits(one, value));
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return type === undefined;
  }
}

function sampleText(format: string | undefined): string {
  switch (format) {
    case 'uuid':
      return '018f0000-0000-7000-8000-000000000000';
    case 'date':
      return '2026-11-02';
    case 'date-time':
      return '2026-11-02T12:00:00Z';
    case 'email':
      return 'somebody@example.org';
    default:
      return 'sample';
  }
}
