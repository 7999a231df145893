/** Where a file stands in the house: its slice, its room there, and its part of the server. */

// A slice may import only those before it. A new slice gets its place here.
const slices = [
  ...['platform', 'access', 'people', 'work', 'vitals', 'monitoring', 'ingest', 'contact'],
  ...['pharmacy', 'careplans', 'programs', 'network', 'community', 'necessity', 'team'],
  ...['documents', 'workstation', 'worklists', 'reports', 'fhir', 'portal', 'app'],
];

const rooms = ['core', 'contract', 'messages', 'server', 'web'] as const;

/** What composes the others is room `app`: all of slice app but its own words, contracts and screens. */
export type Room = (typeof rooms)[number] | 'app';

export interface Place {
  readonly slice: string;
  readonly rank: number;
  readonly room: Room;
  /** Within the server: routes, jobs, service, store, fhir, or any other file. */
  readonly part: string;
  /** Tests and what only tests use (`testing.ts`, `testing-….ts`). */
  readonly test: boolean;
}

/** The place of a file of `src`; undefined when the house has no such room or slice. */
export function placeOf(path: string): Place | undefined {
  const [, slice = '', first = '', second = ''] = path.split('/');
  const rank = slices.indexOf(slice);
  const room = roomOf(path, slice, first);
  if (rank < 0 || room === undefined) return undefined;
  return { slice, rank, room, part: stem(second), test: isTest(path) };
}

// Here each list or report is one declarative file in the slice's own folder, as pure as core.
const declaringSlices = ['worklists', 'reports'];

function roomOf(path: string, slice: string, first: string): Room | undefined {
  const room = rooms.find((name) => name === stem(first));
  if (slice === 'app') return appRoom(path, room);
  const declared = declaringSlices.includes(slice) && first.endsWith('.ts');
  return room ?? (declared ? 'core' : undefined);
}

function appRoom(path: string, room: Room | undefined): Room {
  if (room !== undefined && room !== 'server') return room;
  return path.endsWith('.tsx') ? 'web' : 'app';
}

// A file that outgrew itself became a folder of the same name: both have the same stem.
function stem(name: string): string {
  return name.replace(/\..*$/, '');
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing(-[a-z-]+)?\.tsx?$/.test(path);
}
