import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { createToken, revokeToken } from '../../access/server/service/tokens.ts';
import { vitalKinds, type VitalKind } from '../../vitals/core/reading.ts';
import { demoSystem } from '../demo/load-people.ts';
import { createRandom, type Random } from '../demo/random.ts';
import type { Runtime } from '../runtime.ts';
import { asSystem, chooseOrganization, UsageError, withRuntime, type Command } from './command.ts';

const options = {
  patient: { type: 'string', multiple: true },
  kind: { type: 'string', default: 'blood-pressure' },
  level: { type: 'string', default: 'mixed' },
  every: { type: 'string', default: '5' },
  count: { type: 'string' },
  url: { type: 'string' },
  organization: { type: 'string' },
} as const;

const levels = ['normal', 'high', 'low', 'mixed'] as const;
type Level = (typeof levels)[number];

/** What a device would send at each level: components and unit, with a little noise. */
const shapes: Record<
  VitalKind,
  { unit: string; at: Record<Exclude<Level, 'mixed'>, Record<string, number>> }
> = {
  'blood-pressure': {
    unit: 'mm[Hg]',
    at: {
      normal: { systolic: 122, diastolic: 76, pulse: 72 },
      high: { systolic: 188, diastolic: 108, pulse: 84 },
      low: { systolic: 84, diastolic: 52, pulse: 88 },
    },
  },
  glucose: {
    unit: 'mg/dL',
    at: { normal: { value: 118 }, high: { value: 320 }, low: { value: 50 } },
  },
  weight: { unit: 'kg', at: { normal: { value: 80 }, high: { value: 82 }, low: { value: 77 } } },
  spo2: { unit: '%', at: { normal: { value: 97 }, high: { value: 99 }, low: { value: 89 } } },
  'heart-rate': {
    unit: '/min',
    at: { normal: { value: 74 }, high: { value: 136 }, low: { value: 42 } },
  },
  temperature: {
    unit: 'Cel',
    at: { normal: { value: 36.8 }, high: { value: 39.4 }, low: { value: 34.8 } },
  },
  'respiratory-rate': {
    unit: '/min',
    at: { normal: { value: 15 }, high: { value: 27 }, low: { value: 8 } },
  },
  'peak-flow': {
    unit: 'L/min',
    at: { normal: { value: 390 }, high: { value: 430 }, low: { value: 180 } },
  },
};

export const fakeDeviceCommand: Command = {
  name: 'fake-device',
  usage:
    'fake-device [--patient REF…] [--kind KIND] [--level normal|high|low|mixed] [--every SECONDS] [--count N]',
  summary: 'Play live readings into the running server.',
  run: async (args) => {
    const { values } = parseArgs({ args, options });
    const kind = vitalKinds.find((candidate) => candidate === values.kind);
    const level = levels.find((candidate) => candidate === values.level);
    const seconds = Number(values.every);
    if (!kind) throw new UsageError(`--kind is one of ${vitalKinds.join(', ')}.`);
    if (!level) throw new UsageError(`--level is one of ${levels.join(', ')}.`);
    if (!(seconds > 0)) throw new UsageError('--every is a number of seconds above 0.');
    const count = values.count === undefined ? Infinity : Number(values.count);
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const url = values.url ?? `http://${runtime.config.host}:${runtime.config.port}`;
      const patients = values.patient ?? demoPatients();
      return play(runtime, organizationId, { url, patients, kind, level, seconds, count });
    });
  },
};

function demoPatients(): string[] {
  return Array.from(
    { length: 30 },
    (_, index) => `${demoSystem}|DEMO-${String(index + 1).padStart(4, '0')}`,
  );
}

interface Play {
  readonly url: string;
  readonly patients: readonly string[];
  readonly kind: VitalKind;
  readonly level: Level;
  readonly seconds: number;
  readonly count: number;
}

/** Sends with a token of its own, which is revoked at the end. */
async function play(runtime: Runtime, organizationId: string, plan: Play): Promise<number> {
  const token = await asSystem(runtime, organizationId, (context) =>
    createToken(context, { label: 'fake device', scopes: ['system/Observation.c'] }),
  );
  let stopping = false;
  process.once('SIGINT', () => (stopping = true));
  const random = createRandom(runtime.clock().getTime() % 2 ** 31);
  try {
    for (let sent = 0; sent < plan.count && !stopping; sent += 1) {
      if (sent > 0) await sleep(plan.seconds * 1_000);
      if (!(await send(plan, token.token, random, runtime.clock()))) return 1;
    }
    return 0;
  } finally {
    await asSystem(runtime, organizationId, (context) => revokeToken(context, token.id));
  }
}

async function send(plan: Play, token: string, random: Random, now: Date): Promise<boolean> {
  const level =
    plan.level === 'mixed'
      ? random.pick(['normal', 'normal', 'normal', 'high', 'low'] as const)
      : plan.level;
  const { unit, at } = shapes[plan.kind];
  const values = Object.fromEntries(
    Object.entries(at[level]).map(([name, value]) => [
      name,
      Math.round(random.normal(value, value / 100) * 10) / 10,
    ]),
  );
  const reading = {
    id: `fake-${now.getTime()}`,
    patient: random.pick(plan.patients),
    device: 'fake-device',
    kind: plan.kind,
    at: now.toISOString(),
    values,
    unit,
  };
  const response = await fetch(`${plan.url}/ingest/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(reading),
  }).catch(() => undefined);
  if (!response) {
    console.error(
      `No server answers at ${plan.url}. Start it with npm start, or name another with --url.`,
    );
    return false;
  }
  const answer = (await response.json()) as {
    items?: { status: string; code?: string }[];
    code?: string;
  };
  const [item] = answer.items ?? [];
  console.log(
    `${now.toISOString()}  ${plan.kind} (${level})  ${item?.status ?? response.status} ${item?.code ?? answer.code ?? ''}`,
  );
  return response.ok;
}
