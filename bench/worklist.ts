import { seedItems } from './items.ts';
import { besideEmpty, get, signIn } from './person.ts';
import { onBenchServer, type Bench, type BenchServer, type Figure } from './support.ts';

const patients = 20_000;
const items = Number(process.env['ENLACE_BENCH_ITEMS'] ?? 200_000);
// One in a hundred of them is not yet a single accident.
const requests = 500;

const filters = {
  none: '',
  language: 'language=es',
  queue: 'queue=level-1-es',
  'priority and language': 'priority=1,2&language=en',
  unowned: 'owner=none',
  overdue: 'overdue=true',
  snoozed: 'state=snoozed',
  'language gap': 'gap=true',
  'follow-ups of a language': 'kind=follow-up&language=es',
  age: 'age=under-15-minutes',
  'kind and priority': 'kind=follow-up&priority=4',
  'language gap and language': 'gap=true&language=en',
  'snoozed and language': 'state=snoozed&language=es',
  'overdue and language': 'overdue=true&language=es',
  'age and language': 'age=under-8-hours&language=es',
} as const;
/** Of what there is plenty of, each on its own, and no item is both. */
const empty = {
  'snoozed follow-ups': 'state=snoozed&kind=follow-up',
  'another language in a queue': 'queue=level-1-es&language=en',
} as const;

/** The first page of a long list, by filter, beside a request that does nothing. */
export const worklistBench: Bench = {
  name: 'worklist',
  run: (say) =>
    onBenchServer(
      patients,
      async (database, organization) => {
        await seedItems(database.owner, organization, items);
        say(
          `${items.toLocaleString('en')} open items of ${patients.toLocaleString('en')} patients`,
        );
      },
      async ({ database, organization, server }) =>
        measure(server, await signIn(database, organization, server), say),
    ),
};

async function measure(
  server: BenchServer,
  cookie: string,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const lists = [...Object.entries(filters), ...Object.entries(empty)];
  for (const [name, query] of lists) {
    const expected = name in empty ? '"items":[]' : '"items":[{';
    const first = `/api/worklists/triage?${query}`;
    figures.push(await measurePage(`filter ${name}`, first, expected, { server, cookie, say }));
  }
  for (const name of ['none', 'language gap', 'age'] as const) {
    const first = `/api/worklists/triage?${filters[name]}`;
    const second = `${first}&after=${await nextOf(server, cookie, first)}`;
    const page = `second page, filter ${name}`;
    figures.push(await measurePage(page, second, '"items":[{', { server, cookie, say }));
  }
  return figures;
}

async function nextOf(server: BenchServer, cookie: string, path: string): Promise<string> {
  const headers = { cookie };
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
  const { next } = (await response.json()) as { next: string | null };
  if (next === null) throw new Error(`There is no second page of ${path}.`);
  return next;
}

interface Asking {
  readonly server: BenchServer;
  readonly cookie: string;
  readonly say: (line: string) => void;
}

async function measurePage(
  name: string,
  path: string,
  expected: string,
  { server, cookie, say }: Asking,
): Promise<Figure> {
  const pages = Array.from({ length: requests }, () => get(path, cookie));
  const { asked: page, empty: nothing } = await besideEmpty(server, pages, (body) => {
    if (!body.includes(expected)) throw new Error(`${name}: not ${expected}`);
  });
  say(`${name}: p50 ${page.p50.toFixed(1)} ms, empty ${nothing.p50.toFixed(1)} ms`);
  return {
    name: `worklist, ${name}, p99`,
    value: page.p99,
    unit: 'ms',
    baseline: { name: 'empty round trip, p99', value: nothing.p99 },
    ratio: page.p99 / nothing.p99,
    budget: { atMost: 10 },
    note: `p50 ratio ${(page.p50 / nothing.p50).toFixed(2)}`,
  };
}
