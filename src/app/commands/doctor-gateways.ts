import type { Config } from '../../platform/server/config.ts';
import type { DoctorFinding } from './doctor-finding.ts';

interface Entrance {
  readonly name: 'mllp' | 'mqtt';
  readonly check: string;
  /** Where it listens or connects to; empty: it is off. */
  readonly place: string;
  readonly token: string;
  readonly variable: string;
}

/** Whether the entrances beside HTTP are set up, and whether the running server has them ready. */
export async function examineGateways(config: Config): Promise<readonly DoctorFinding[]> {
  const entrances: readonly Entrance[] = [
    {
      ...{ name: 'mllp', check: 'HL7 (MLLP)', token: config.mllpToken },
      place: config.mllpPort === '' ? '' : `${config.mllpHost}:${config.mllpPort}`,
      variable: 'ENLACE_MLLP_TOKEN',
    },
    {
      ...{ name: 'mqtt', check: 'MQTT', token: config.mqttToken },
      place: placeOf(config.mqttUrl),
      variable: 'ENLACE_MQTT_TOKEN',
    },
  ];
  const isOff = entrances.every(({ place }) => place === '');
  const metrics = isOff ? undefined : await readMetrics(config);
  return entrances.map((entrance) => examine(entrance, metrics));
}

/** An address may carry a password: only where it leads to is told. */
function placeOf(url: string): string {
  if (url === '') return '';
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read';
}

function examine(
  { name, check, place, token, variable }: Entrance,
  metrics: string | undefined,
): DoctorFinding {
  if (place === '') return { check, state: 'ok', says: 'off' };
  if (token === '') {
    const advice = `Set ${variable} to a token made with "enlace token create".`;
    return { check, state: 'problem', says: `${place}, but without a token`, advice };
  }
  if (metrics === undefined) return { check, state: 'ok', says: `${place} when the server runs` };
  const ready = new RegExp(`^enlace_gateway_ready\\{gateway="${name}"\\} ([01])$`, 'm').exec(
    metrics,
  );
  switch (ready?.[1]) {
    case '1':
      return { check, state: 'ok', says: `${place}, ready` };
    case '0': {
      const advice = 'Check that the other end runs and lets us in; the log says what it answers.';
      return { check, state: 'problem', says: `${place}, not ready`, advice };
    }
    default: {
      const advice = 'Start the server again with these settings.';
      return {
        check,
        state: 'warning',
        says: `${place}, but the running server has it off`,
        advice,
      };
    }
  }
}

/** Undefined when no server runs. */
async function readMetrics({ host, port }: Config): Promise<string | undefined> {
  try {
    const response = await fetch(`http://${host}:${port}/metrics`);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
