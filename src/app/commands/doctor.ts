import { statfsSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { parseArgs } from 'node:util';

import { readConfig, type Config } from '../../platform/server/config.ts';
import { readDatabaseHealth } from '../../platform/server/database-health.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { loadAllContent } from '../content.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import type { Command } from './command.ts';
import type { DoctorFinding } from './doctor-finding.ts';
import { examineGateways } from './doctor-gateways.ts';
import { examineProtocols } from './doctor-protocols.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'What is wrong with this installation, and what to do.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const findings = await examine(readConfig());
    if (values.json) console.log(JSON.stringify(findings, null, 2));
    else for (const finding of findings) print(finding);
    return findings.some((finding) => finding.state === 'problem') ? 1 : 0;
  },
};

function print({ check, state, says, advice }: DoctorFinding): void {
  const mark = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }[state];
  console.log(`${mark}  ${check}: ${says}${advice ? `\n         → ${advice}` : ''}`);
}

async function examine(config: Config): Promise<DoctorFinding[]> {
  const findings: DoctorFinding[] = [
    ...[checkNode(), await checkPort(config), checkDisk(config), checkContent()],
    ...(await examineGateways(config)),
  ];
  try {
    const runtime = await openRuntime(config);
    try {
      findings.push(...(await examineDatabase(runtime)));
    } finally {
      await runtime.close();
    }
  } catch (error) {
    findings.push({
      check: 'database',
      state: 'problem',
      says: (error as Error).message,
      advice: config.databaseUrl
        ? 'Check DATABASE_URL, that the server runs and that the user may create tables and roles.'
        : 'Read the message above; ENLACE_DATA must be a folder that this user may write.',
    });
  }
  return findings;
}

function checkNode(): DoctorFinding {
  const major = Number.parseInt(process.versions.node, 10);
  return {
    check: 'Node.js',
    state: major >= 24 ? 'ok' : 'problem',
    says: process.versions.node,
    ...(major >= 24
      ? {}
      : { advice: 'Run through npm scripts or npx, which use the Node.js of this package.' }),
  };
}

function checkPort(config: Config): Promise<DoctorFinding> {
  return new Promise((resolve) => {
    const socket = createConnection({
      port: Number(config.port),
      host: config.host,
      timeout: 1_000,
    });
    const answer = (finding: Omit<DoctorFinding, 'check'>) => {
      socket.destroy();
      resolve({ check: `port ${config.port}`, ...finding });
    };
    socket.on('error', () => answer({ state: 'ok', says: 'free' }));
    socket.on('timeout', () => answer({ state: 'ok', says: 'free' }));
    socket.on('connect', () => {
      void fetch(`http://${config.host}:${config.port}/healthz`).then(
        (response) => answer(response.ok ? { state: 'ok', says: 'Enlace answers there' } : taken),
        () => answer(taken),
      );
    });
  });
}

const taken: Omit<DoctorFinding, 'check'> = {
  state: 'problem',
  says: 'another program uses it',
  advice: 'Stop that program, or set PORT to a free one.',
};

const gigabyte = 1024 ** 3;

function checkDisk(config: Config): DoctorFinding {
  const folder = statSync(config.dataFolder, { throwIfNoEntry: false }) ? config.dataFolder : '.';
  const disk = statfsSync(folder);
  const free = (disk.bavail * disk.bsize) / gigabyte;
  return {
    check: 'disk',
    state: free < 1 ? 'problem' : free < 5 ? 'warning' : 'ok',
    says: `${free.toFixed(1)} GB free for ${config.dataFolder}`,
    ...(free < 5
      ? { advice: 'Free some space or move ENLACE_DATA; readings are never deleted.' }
      : {}),
  };
}

function checkContent(): DoctorFinding {
  try {
    return { check: 'content', state: 'ok', says: `valid: ${loadAllContent().join(', ')}` };
  } catch (error) {
    return {
      check: 'content',
      state: 'problem',
      says: (error as Error).message,
      advice: 'Correct the files named; a running server goes on with the last valid release.',
    };
  }
}

async function examineDatabase(runtime: Runtime): Promise<DoctorFinding[]> {
  const health = await readDatabaseHealth(runtime.connectionString);
  const isNewEnough = health.version >= 150_000;
  const organizations = await listOrganizationIds(runtime.database);
  return [
    {
      check: 'PostgreSQL',
      state: isNewEnough ? 'ok' : 'problem',
      says: `${health.versionName}, ${runtime.embedded ? 'embedded' : 'by DATABASE_URL'}`,
      ...(isNewEnough ? {} : { advice: 'Use PostgreSQL 15 or newer.' }),
    },
    durability(health.unsafeSettings),
    rowSecurity(health.openTables),
    {
      check: 'organizations',
      state: organizations.length > 0 ? 'ok' : 'warning',
      says: String(organizations.length),
      ...(organizations.length > 0
        ? {}
        : { advice: 'Start Enlace: npm start (demonstration) or npm start -- --empty.' }),
    },
    await examineProtocols(runtime, organizations),
  ];
}

function durability(unsafe: readonly string[]): DoctorFinding {
  return {
    check: 'durability',
    state: unsafe.length === 0 ? 'ok' : 'problem',
    says:
      unsafe.length === 0
        ? 'commits reach the disk'
        : `${unsafe.join(', ')} off: a crash can lose what was acknowledged`,
    ...(unsafe.length === 0 ? {} : { advice: 'Turn them on in postgresql.conf and reload.' }),
  };
}

function rowSecurity(open: readonly string[]): DoctorFinding {
  return {
    check: 'row-level security',
    state: open.length === 0 ? 'ok' : 'problem',
    says: open.length === 0 ? 'on for every table' : `off for ${open.join(', ')}`,
    ...(open.length === 0
      ? {}
      : { advice: 'Restore the schema from the migrations; do not go on with tenants in it.' }),
  };
}
