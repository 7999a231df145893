import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useNow } from '../../platform/web/now.ts';
import { contentQuery, query } from '../../platform/web/query.ts';
import { listDefinitions, readLatest, readSeries } from '../contract.ts';
import type { VitalDefinition } from '../core/definition.ts';
import type { ReadingView } from '../core/reading-view.ts';
import type { VitalKind } from '../core/reading.ts';
import type { ShownReading } from '../core/format.ts';
import { compileVitals, type Vitals } from '../core/vitals.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const stepSeconds = 900;

const compiledTables = new WeakMap<readonly VitalDefinition[], Vitals>();

function compileOnce(definitions: readonly VitalDefinition[]): Vitals {
  const known = compiledTables.get(definitions);
  if (known) return known;
  const made = compileVitals(definitions);
  compiledTables.set(definitions, made);
  return made;
}

/** The vital signs; undefined until they are read. Content, so they are read once. */
export function useVitals(): Vitals | undefined {
  const { data } = useQuery(contentQuery(listDefinitions, {}));
  return data && compileOnce(data.vitals);
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The last so many days. Its ends move every quarter of an hour, so that what was read is used again. */
export function useSpan(days: number): Span {
  const end = useNow(stepSeconds) + stepSeconds * 1_000;
  return useMemo(
    () => ({
      from: new Date(end - days * dayMs).toISOString(),
      to: new Date(end).toISOString(),
    }),
    [end, days],
  );
}

/** Readings of one kind in a span of time, followed live. */
export function seriesQuery(
  patientId: string,
  kind: VitalKind,
  { from, to }: Span,
  points = 2_000,
) {
  return query(readSeries, { params: { id: patientId }, query: { kind, from, to, points } }, [
    `patient:${patientId}`,
  ]);
}

/** The newest reading of each kind, followed live. */
export function latestQuery(patientId: string) {
  return query(readLatest, { params: { id: patientId } }, [`patient:${patientId}`]);
}

/** A reading as the formatting functions take it. */
export function shownOf({ kind, values, unit, beyond }: ReadingView): ShownReading {
  return { kind, values, unit, ...(beyond !== null && { beyond }) };
}
