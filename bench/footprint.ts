import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  createInstallation,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../e2e/support/server.ts';
import type { Bench, Figure } from './support.ts';

const idleSeconds = 10;

/** The command that users start, with the demonstration: how soon it answers, and what it holds when nobody asks. */
export const footprintBench: Bench = {
  name: 'footprint',
  run: async () => {
    const installation = await createInstallation();
    try {
      const first = await startOnce(installation);
      const again = await startOnce(installation);
      return [
        seconds('demonstration made and answering', first.readySeconds, 20),
        megabytes('idle after making it', first.residentBytes),
        seconds('answering at the next start', again.readySeconds, 5),
        { ...megabytes('idle after it', again.residentBytes), budget: { atMost: 200 } },
      ];
    } finally {
      removeInstallation(installation);
    }
  },
};

function seconds(name: string, value: number, atMost: number): Figure {
  return { name, value, unit: 's', budget: { atMost } };
}

function megabytes(name: string, bytes: number): Figure {
  return {
    ...{ name, value: bytes / 1_000_000, unit: 'MB' },
    note: 'resident, the server without its database',
  };
}

interface Started {
  readonly readySeconds: number;
  readonly residentBytes: number;
}

async function startOnce(installation: Installation): Promise<Started> {
  const began = performance.now();
  const server = await startServer(installation, '--api-only');
  try {
    const readySeconds = (performance.now() - began) / 1_000;
    await sleep(idleSeconds * 1_000);
    return { readySeconds, residentBytes: residentBytesOf(server.pid) };
  } finally {
    await stopServer(server);
  }
}

/** Of this process alone, as Linux counts it. */
function residentBytesOf(processId: number | undefined): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}
