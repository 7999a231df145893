import type { VitalKind } from '../../vitals/core/reading.ts';
import { demoStaff, inventName, type DemoName } from './people.ts';
import { createRandom, type Random } from './random.ts';
import {
  generateReadings,
  numbered,
  sensorGlucose,
  swinging,
  type DemoReading,
  type DemoSeries,
  type Physiology,
} from './readings.ts';
import { stories } from './stories.ts';

/** What a person is followed for: conditions, flags of the protocols, programs and devices. */
interface Condition {
  readonly key: string;
  readonly share: number;
  readonly snomed: { readonly code: string; readonly display: string };
  /** What no condition implies and a clinician must have recorded. */
  readonly flags: readonly string[];
  readonly series: readonly DemoSeries[];
}

const hypertension: Condition = {
  key: 'hypertension',
  share: 0.46,
  snomed: { code: '59621000', display: 'Essential hypertension (disorder)' },
  flags: [],
  series: ['blood-pressure'],
};

const conditions: readonly Condition[] = [
  hypertension,
  {
    key: 'diabetes',
    share: 0.28,
    snomed: { code: '44054006', display: 'Diabetes mellitus type 2 (disorder)' },
    flags: [],
    series: ['glucose', 'blood-pressure'],
  },
  {
    key: 'heart-failure',
    share: 0.14,
    snomed: { code: '84114007', display: 'Heart failure (disorder)' },
    flags: [],
    series: ['weight', 'blood-pressure'],
  },
  {
    key: 'copd',
    share: 0.09,
    snomed: { code: '13645005', display: 'Chronic obstructive pulmonary disease (disorder)' },
    flags: ['spo2-scale-2'],
    series: ['spo2', 'temperature'],
  },
  {
    key: 'asthma',
    share: 0.02,
    snomed: { code: '195967001', display: 'Asthma (disorder)' },
    flags: [],
    series: ['peak-flow'],
  },
  {
    key: 'pregnancy',
    share: 0.01,
    snomed: { code: '77386006', display: 'Pregnant (finding)' },
    flags: [],
    series: ['blood-pressure'],
  },
];

export interface DemoDevice {
  readonly identifier: string;
  readonly model: string;
  readonly kinds: readonly VitalKind[];
}

export interface DemoPatient {
  readonly key: string;
  readonly mrn: string;
  readonly practice: number;
  readonly name: DemoName;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly language: 'en' | 'es';
  readonly interpreterNeeded: boolean;
  readonly postalCode: string;
  readonly city: string;
  readonly state: string;
  readonly phone: string;
  readonly condition: Condition;
  readonly devices: readonly DemoDevice[];
  readonly relative: {
    readonly name: string;
    readonly relation: 'child' | 'spouse' | 'sibling' | 'neighbor';
    readonly phone: string;
  };
  readonly restricted: boolean;
  readonly story: string | null;
  readonly readings: readonly DemoReading[];
}

export interface Demonstration {
  readonly practices: readonly {
    readonly name: string;
    readonly zone: string;
    readonly phone: string;
  }[];
  readonly staff: typeof demoStaff;
  readonly patients: readonly DemoPatient[];
}

const places = [
  { practice: 0, city: 'Hialeah', state: 'FL', postalCode: '33012' },
  { practice: 0, city: 'Homestead', state: 'FL', postalCode: '33030' },
  { practice: 0, city: 'Union City', state: 'NJ', postalCode: '07087' },
  { practice: 1, city: 'Laredo', state: 'TX', postalCode: '78040' },
  { practice: 1, city: 'El Paso', state: 'TX', postalCode: '79901' },
  { practice: 1, city: 'Phoenix', state: 'AZ', postalCode: '85009' },
] as const;

// Hours to add to UTC at these places in winter; readings only have to fall into the person's day.
const utcOffsetHours = { FL: -5, NJ: -5, TX: -6, AZ: -7 } as const;

const models: Record<DemoSeries, string> = {
  'blood-pressure': 'Demo upper-arm cuff BP-100',
  glucose: 'Demo glucometer G-20',
  weight: 'Demo cellular scale W-3',
  spo2: 'Demo fingertip oximeter O-5',
  temperature: 'Demo thermometer T-1',
  'peak-flow': 'Demo peak flow meter P-2',
};

const patientCount = 250;
const daysOfReadings = 90;
const sensorDays = 14;
const sensorPatients = 5;
const day = 86_400_000;

/** Invents the whole demonstration for one moment: same seed and moment, same people and readings. */
export function generateDemonstration(seed: number, now: number): Demonstration {
  const random = createRandom(seed);
  let sensors = 0;
  const storyOf = new Map<number, string>();
  const patients = Array.from({ length: patientCount }, (_, index) => {
    const condition = chooseCondition(random, index);
    const story = planStory(condition, storyOf);
    if (story) storyOf.set(index, story);
    const wearsSensor = condition.key === 'diabetes' && !story && sensors < sensorPatients;
    if (wearsSensor) sensors += 1;
    const swings = wearsSensor && sensors === 1;
    return invent(random, index, condition, { story, wearsSensor, swings, now });
  });
  return {
    practices: [
      { name: 'Clínica Demo del Este', zone: 'America/New_York', phone: '305-555-0100' },
      { name: 'Demo Frontera Family Practice', zone: 'America/Chicago', phone: '956-555-0100' },
    ],
    staff: demoStaff,
    patients,
  };
}

/** Shares are kept exactly enough by walking through them; the last ones are the rare conditions. */
function chooseCondition(random: Random, index: number): Condition {
  const position = (index * 0.618_034 + random.next() * 0.001) % 1;
  let sum = 0;
  for (const condition of conditions) {
    sum += condition.share;
    if (position < sum) return condition;
  }
  return hypertension;
}

/** Gives a story to the first persons it fits. */
function planStory(condition: Condition, given: ReadonlyMap<number, string>): string | null {
  const told = new Set(given.values());
  return (
    stories.find((story) => story.condition === condition.key && !told.has(story.key))?.key ?? null
  );
}

interface Circumstances {
  readonly story: string | null;
  readonly wearsSensor: boolean;
  /** Sensor values with lows and highs to look at. */
  readonly swings: boolean;
  readonly now: number;
}

function invent(
  random: Random,
  index: number,
  condition: Condition,
  given: Circumstances,
): DemoPatient {
  const key = `demo-${String(index + 1).padStart(4, '0')}`;
  const language = index % 5 < 3 ? 'es' : 'en';
  const sex = condition.key === 'pregnancy' || random.chance(0.55) ? 'female' : 'male';
  const place = random.pick(places);
  const age = condition.key === 'pregnancy' ? random.integer(21, 38) : random.integer(42, 88);
  const relative = inventName(random, language, random.chance(0.6) ? 'female' : 'male');
  return {
    key,
    mrn: key.toUpperCase(),
    practice: place.practice,
    name: inventName(random, language, sex),
    sex,
    birthDate: new Date(given.now - age * 365.25 * day - random.integer(0, 364) * day)
      .toISOString()
      .slice(0, 10),
    language,
    interpreterNeeded: language === 'es' && random.chance(0.35),
    postalCode: place.postalCode,
    city: place.city,
    state: place.state,
    phone: `(${random.pick(['305', '201', '956', '915', '602'])}) 555-01${String(index % 100).padStart(2, '0')}`,
    condition,
    devices: condition.series.map((series) => ({
      identifier: `${key}-${series}`,
      model: models[series],
      kinds: series === 'blood-pressure' ? ['blood-pressure', 'heart-rate'] : [series],
    })),
    relative: {
      name: `${relative.givenNames} ${relative.familyName}`,
      relation: random.pick(['child', 'spouse', 'sibling', 'neighbor'] as const),
      phone: `(305) 555-01${String((index * 7) % 100).padStart(2, '0')}`,
    },
    restricted: index === 42,
    story: given.story,
    readings: inventReadings(random, key, condition, place.state, given),
  };
}

function inventPhysiology(random: Random, condition: Condition): Physiology {
  const isPregnant = condition.key === 'pregnancy';
  return {
    systolic: isPregnant ? 118 : random.pick([112, 116, 119, 122, 124, 126, 128, 134]),
    diastolic: isPregnant ? 72 : random.integer(66, 76),
    pulse: random.integer(62, 84),
    weightKg: random.integer(58, 104),
    glucose: random.integer(105, 165),
    spo2: condition.flags.includes('spo2-scale-2') ? 90 : 97,
    temperature: 36.7,
    adherence: random.pick([0.95, 0.92, 0.88, 0.8, 0.7, 0.55]),
  };
}

function inventReadings(
  random: Random,
  key: string,
  condition: Condition,
  state: keyof typeof utcOffsetHours,
  { story, wearsSensor, swings, now }: Circumstances,
): DemoReading[] {
  const usual = inventPhysiology(random, condition);
  const today = now - (now % day) - utcOffsetHours[state] * 3_600_000;
  const series = wearsSensor
    ? condition.series.filter((name) => name !== 'glucose')
    : condition.series;
  const span = { firstMidnight: today - daysOfReadings * day, until: now };
  const usualReadings = generateReadings(random, key, usual, series, span);
  const sensed = wearsSensor
    ? Array.from({ length: sensorDays + 1 }, (_, index) =>
        sensorGlucose(random, usual, today - (sensorDays - index) * day, index),
      ).flat()
    : [];
  const worn = swings ? swinging(sensed, usual, now) : sensed;
  const all = [...usualReadings, ...worn].filter((reading) => reading.at < now);
  const told = stories.find((candidate) => candidate.key === story)?.tell(all, now) ?? all;
  return numbered(
    key,
    told.filter((reading) => reading.at <= now),
  );
}
