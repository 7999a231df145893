/** Readings as a home gateway sends them: sessions of one patient, most of them unremarkable. */
export interface OwnReading {
  readonly id: string;
  readonly patient: string;
  readonly device: string;
  readonly kind: 'blood-pressure' | 'spo2' | 'weight' | 'glucose';
  readonly at: string;
  readonly values: Readonly<Record<string, number>>;
  readonly unit: string;
}

/** The same numbers in every run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * An endless stream of readings over all patients in turn, each session later than the patient's one
 * before: pressure with pulse and SpO2 of everybody, weight and glucose of every second. That share of the
 * sessions has a value outside its limits and raises or repeats an alert.
 */
export function* readingStream(
  patients: readonly string[],
  prefix: string,
  now: number,
  alarmingShare = 0.1,
): Generator<OwnReading> {
  const random = mulberry(42);
  let count = 0;
  for (let session = 0; ; session++) {
    for (const [place, patient] of patients.entries()) {
      const time = now - 20 * hourMs + session * 20 * minuteMs + (place % 1_000) * 1_000;
      const at = new Date(time).toISOString().replace('Z', '+00:00');
      const base = { patient, at };
      const own = (kind: OwnReading['kind'], values: OwnReading['values'], unit: string) => ({
        ...base,
        id: `${prefix}-${++count}`,
        device: `${kind}-${place % 100}`,
        kind,
        values,
        unit,
      });
      const chance = random();
      const systolic = (chance < 0.3 * alarmingShare ? 180 : 108) + Math.floor(random() * 20);
      const saturation = (chance > 1 - 0.7 * alarmingShare ? 91 : 95) + Math.floor(random() * 4);
      const diastolic = 66 + Math.floor(random() * 12);
      yield own('blood-pressure', { systolic, diastolic, pulse: 62 + (place % 20) }, 'mm[Hg]');
      yield own('spo2', { value: saturation, pulse: 64 + (place % 20) }, '%');
      if (place % 2 === 0) continue;
      yield own('weight', { value: 60 + (place % 40) + Math.round(random() * 4) / 10 }, 'kg');
      yield own('glucose', { value: 88 + Math.floor(random() * 40) }, 'mg/dL');
    }
  }
}
