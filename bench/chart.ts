import { besideEmpty, get, signIn } from './person.ts';
import {
  onBenchServer,
  quantile,
  type Bench,
  type BenchDatabase,
  type BenchOrganization,
  type BenchServer,
  type Figure,
} from './support.ts';

const readings = Number(process.env['ENLACE_BENCH_READINGS'] ?? 10_000_000);
/** About one a day, and some days two. */
const yearly = 400;
const patients = Math.ceil(readings / yearly);
const requests = 200;
const day = 86_400_000;

/** A year of one patient among many readings, and who has data on which days of a month. */
export const chartBench: Bench = {
  name: 'chart',
  run: (say) =>
    onBenchServer(
      patients,
      async (database, organization) => {
        await seedReadings(database, organization);
        say(
          `${readings.toLocaleString('en')} readings of ${patients.toLocaleString('en')} patients`,
        );
        return measureDays(database, organization);
      },
      async ({ database, organization, server }, days) => {
        const cookie = await signIn(database, organization, server);
        return [await measureChart(server, organization, cookie), days];
      },
    ),
};

async function seedReadings(
  { owner }: BenchDatabase,
  { organizationId, patientIds }: BenchOrganization,
): Promise<void> {
  for (let month = 0; month <= 13; month += 1) {
    await owner.query(
      'call ensure_reading_partition((now() - make_interval(months => $1))::date)',
      [month],
    );
  }
  await owner.query(
    `insert into reading (organization_id, patient_id, kind, effective_at, source_id, value_1, value_2,
       value_3, unit, standing, trust, origin, offset_minutes, delivery_id, received_at)
     select $1, id, 'blood-pressure', at, 'bench/' || n, 110 + n % 30, 66 + n % 15, 60 + n % 25, 'mm[Hg]',
       'accepted', 'device-synchronised', 'device', -360, gen_random_uuid(), at
     from generate_series(1, $3::int) n
     cross join unnest($2::uuid[]) with ordinality given (id, place)
     cross join lateral (select now() - make_interval(secs => n * 365.0 * 86400 / ($3 + 1) + place % 3600) as at) t`,
    [organizationId, patientIds, yearly],
  );
  await owner.query(
    `insert into reading_days (organization_id, patient_id, month, kind, all_days, device_days)
     select organization_id, patient_id, date_trunc('month', local)::date, kind,
       bit_or(1 << (extract(day from local)::int - 1)), bit_or(1 << (extract(day from local)::int - 1))
     from (select *, effective_at at time zone 'America/Chicago' as local from reading) r
     group by 1, 2, 3, 4`,
  );
  await owner.query('vacuum analyze');
}

async function measureChart(
  server: BenchServer,
  { patientIds }: BenchOrganization,
  cookie: string,
): Promise<Figure> {
  const from = new Date(Date.now() - 365 * day).toISOString();
  const to = new Date().toISOString();
  const charts = Array.from({ length: requests }, (_, place) => {
    const id = patientIds[(place * 7919) % patientIds.length];
    return get(`/api/patients/${id}/readings?kind=blood-pressure&from=${from}&to=${to}`, cookie);
  });
  const { asked: chart, empty } = await besideEmpty(server, charts, (body) => {
    const { readings: shown } = JSON.parse(body.toString()) as { readings: unknown[] };
    if (shown.length < yearly * 0.95) throw new Error(`A year of ${shown.length} readings.`);
  });
  return {
    name: 'chart of a year, p99',
    value: chart.p99,
    unit: 'ms',
    baseline: { name: 'empty round trip, p99', value: empty.p99 },
    ratio: chart.p99 / empty.p99,
    budget: { atMost: 15 },
    note: `p50 ${chart.p50.toFixed(1)} ms, empty ${empty.p50.toFixed(1)} ms`,
  };
}

/** Both ways give the same days of last month for every patient. */
async function measureDays(
  { owner }: BenchDatabase,
  { organizationId }: BenchOrganization,
): Promise<Figure> {
  const month = "date_trunc('month', now() at time zone 'America/Chicago' - interval '1 month')";
  const rolledUp = `select patient_id, bit_count(bit_or(device_days)::bit(32)) as days
    from reading_days where organization_id = $1 and month = (${month})::date group by patient_id`;
  const counted = `select patient_id, count(distinct (effective_at at time zone 'America/Chicago')::date) as days
    from reading where organization_id = $1
      and effective_at >= (${month}) at time zone 'America/Chicago'
      and effective_at < (${month} + interval '1 month') at time zone 'America/Chicago'
    group by patient_id`;
  const fast = await timeOf(owner, rolledUp, organizationId);
  const slow = await timeOf(owner, counted, organizationId);
  if (fast.days !== slow.days) throw new Error('The roll-up and the readings disagree.');
  return {
    name: 'days with data of every patient, from the roll-up',
    value: fast.milliseconds,
    unit: 'ms',
    baseline: { name: 'counted from readings, ms', value: slow.milliseconds },
    ratio: slow.milliseconds / fast.milliseconds,
    budget: { atLeast: 8 },
    note: `${patients.toLocaleString('en')} patients, one month, median of 7`,
  };
}

async function timeOf(owner: BenchDatabase['owner'], statement: string, organizationId: string) {
  const times: number[] = [];
  let days = 0;
  for (let round = 0; round < 7; round += 1) {
    const began = performance.now();
    const { rows } = await owner.query<{ days: number }>(statement, [organizationId]);
    times.push(performance.now() - began);
    days = rows.reduce((sum, row) => sum + row.days, 0);
  }
  return { milliseconds: quantile(times, 0.5), days };
}
