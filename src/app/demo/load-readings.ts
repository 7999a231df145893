import { ownJson } from '../../ingest/core/own-json.ts';
import type { Ingest } from '../../ingest/server/service.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import type { DemoReading } from './readings.ts';

export interface PatientReadings {
  readonly patientId: string;
  readonly device: (reading: DemoReading) => string;
  readonly readings: readonly DemoReading[];
}

interface Sent {
  readonly at: number;
  readonly item: Readonly<Record<string, unknown>>;
}

/** Every reading of everybody in the form that sources send, oldest first. */
export function inOrder(people: readonly PatientReadings[]): Sent[] {
  return people
    .flatMap(({ patientId, device, readings }) =>
      readings.map((reading) => ({
        at: reading.at,
        item: {
          id: reading.id,
          patient: patientId,
          device: device(reading),
          kind: reading.kind,
          at: new Date(reading.at).toISOString(),
          values: reading.values,
          unit: reading.unit,
          ...(reading.context ? { context: reading.context } : {}),
        },
      })),
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Hands one group of readings to ingest as if it had arrived at a moment. */
export async function deliver(
  ingest: Ingest,
  organizationId: string,
  sent: readonly Sent[],
  how: { readonly receivedAt: Date; readonly live: boolean },
): Promise<void> {
  if (sent.length === 0) return;
  const items = ownJson.parse(
    sent.map(({ item }) => item),
    { vitals: vitalSigns(), patientId: null },
  );
  await ingest.receive({
    caller: systemCaller(organizationId, 'demonstration'),
    source: 'demo',
    adapter: ownJson.name,
    contentType: 'application/json',
    body: null,
    items,
    ...how,
  });
}
