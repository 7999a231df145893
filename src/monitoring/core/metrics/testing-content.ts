import type { TSchema, Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { contentRoot } from '../../../platform/server/content.ts';

/** A file of content/metrics as it ships. */
export function shippedMetric<S extends TSchema>(id: string, schema: S): Static<S> {
  const value: unknown = parse(readFileSync(`${contentRoot}metrics/${id}.yaml`, 'utf8'));
  if (!Compile(schema).Check(value)) throw new Error(`content/metrics/${id}.yaml is wrong.`);
  return value;
}
