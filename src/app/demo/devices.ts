import type { Ingest } from '../../ingest/server/service.ts';
import { createSource, requireSource } from '../../ingest/server/service/sources.ts';
import { deliver } from '../../ingest/server/service/sources/deliver.ts';
import { createSeal } from '../../ingest/server/service/sources/seal.ts';
import type { Context } from '../../platform/server/context.ts';
import { orderDeviceFor, registerDevice } from '../../vitals/server/service/devices.ts';
import { asSystem } from '../commands/command.ts';
import type { Runtime } from '../runtime.ts';
import type { DemoPatient } from './population.ts';

/** Enters what a patient has measured with since an instant; of a few one is still on its way. */
export async function enterDevices(
  context: Context,
  patientId: string,
  { devices, story, key }: DemoPatient,
  since: number,
): Promise<void> {
  const then = { ...context, now: new Date(since) };
  for (const { identifier, model, kinds } of devices) {
    const unknown = { validated: null, zoneLessClock: false };
    await registerDevice(then, { identifier, model, kinds: [...kinds], patientId, ...unknown });
  }
  if (story === null && key.endsWith('7')) {
    await orderDeviceFor(context, patientId, {
      model: 'Demo cellular scale W-3',
      kinds: ['weight'],
    });
  }
}

const minute = 60_000;
const hubs = 12;

/** A vendor whose hubs have just delivered: calm pressures and what is left in the batteries. */
export async function deliverFromVendor(
  { runtime, ingest, organizationId }: Demonstrated,
  patients: readonly DemoPatient[],
): Promise<void> {
  const { database, clock, secret } = runtime;
  const seal = createSeal(secret);
  const { id } = await asSystem(runtime, organizationId, (context) =>
    createSource(context, seal, { vendor: 'tenovi', label: 'Demo cellular hubs' }),
  );
  const now = clock().getTime();
  const cuffs = patients
    .filter(({ story, condition }) => story === null && condition.series[0] === 'blood-pressure')
    .slice(0, hubs);
  const body = cuffs.flatMap(({ devices }, place) => {
    const common = {
      hwi_device_id: devices[0]?.identifier,
      timestamp: new Date(now - (place + 2) * minute).toISOString(),
    };
    const pressure = { value_1: String(114 + place), value_2: String(70 + (place % 6)) };
    const left = { value_1: String(96 - 4 * place) };
    return [
      { ...common, ...pressure, metric: 'blood_pressure' },
      { ...common, ...left, metric: 'battery_percentage' },
    ];
  });
  const source = await asSystem(runtime, organizationId, (context) => requireSource(context, id));
  await deliver(
    { database, ingest, seal, clock },
    { source, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) },
  );
}

interface Demonstrated {
  readonly runtime: Runtime;
  readonly ingest: Ingest;
  readonly organizationId: string;
}
