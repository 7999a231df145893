import { hourMs, minuteMs } from './numbers.ts';
import type { Truth } from './limits.ts';
import type { Circumstance } from './protocol.ts';
import type { Situation } from './situation.ts';
import { symptomsWithReading, type Symptom } from './symptom.ts';
import type { MissingFact } from './verdict.ts';

/** The flags that say how a patient breathes when the reading does not. */
const onOxygenFlag = 'on-oxygen';
const roomAirFlag = 'room-air';

/**
 * The symptoms told with the reading, or in an answer at most so many minutes from it. Undefined
 * when nobody asked. Answers add up: a later "none" does not take back an earlier symptom.
 */
export function symptomsTold(
  situation: Situation,
  withinMinutes: number,
): ReadonlySet<Symptom> | undefined {
  const { reading, symptomReports, judgedAt } = situation;
  const around = reading?.at ?? judgedAt;
  const own = reading === undefined ? undefined : symptomsWithReading(reading);
  let told: Set<Symptom> | undefined = own === undefined ? undefined : new Set(own.present);
  for (const report of symptomReports) {
    if (Math.abs(report.at - around) > withinMinutes * minuteMs) continue;
    told ??= new Set();
    for (const symptom of report.present) told.add(symptom);
  }
  return told;
}

/** Whether any of the circumstances holds; what was not told is missing, not absent. */
export function anyCircumstance(
  circumstances: readonly Circumstance[],
  situation: Situation,
  missing: Set<MissingFact>,
): Truth {
  let truth: Truth = 'no';
  const lacked: MissingFact[] = [];
  for (const circumstance of circumstances) {
    const one = holds(circumstance, situation);
    if (one === 'yes') return 'yes';
    if (one === 'unknown' && circumstance.told !== 'nothing-else') {
      truth = 'unknown';
      lacked.push(circumstance.told);
    }
  }
  for (const fact of lacked) missing.add(fact);
  return truth;
}

function holds(circumstance: Circumstance, situation: Situation): Truth {
  switch (circumstance.told) {
    case 'symptoms': {
      const told = symptomsTold(situation, circumstance.withinMinutes);
      if (told === undefined) return 'unknown';
      return circumstance.anyOf.some((symptom) => told.has(symptom)) ? 'yes' : 'no';
    }
    case 'ketones': {
      const ketones = situation.reading?.context?.ketones;
      if (typeof ketones !== 'number') return 'unknown';
      return ketones >= circumstance.atLeast.value ? 'yes' : 'no';
    }
    case 'oxygen':
      return onOxygen(situation);
    case 'nothing-else': {
      const { newestOtherAt = Number.NEGATIVE_INFINITY, judgedAt } = situation;
      return judgedAt - newestOtherAt >= circumstance.withinHours * hourMs ? 'yes' : 'no';
    }
    case 'meal': {
      const meal = situation.reading?.context?.meal;
      if (typeof meal !== 'string') return 'unknown';
      return circumstance.anyOf.includes(meal) ? 'yes' : 'no';
    }
  }
}

/** What the reading says ("air", litres a minute, true or false) wins over what is known of the patient. */
function onOxygen({ reading, flags }: Situation): Truth {
  const told = reading?.context?.oxygen;
  return told === undefined ? oxygenByFlags(flags) : oxygenTold(told);
}

/** What a reading says of oxygen: "air", litres a minute, true or false. */
export function oxygenTold(told: string | number | boolean): Truth {
  if (told === 'air' || told === false || told === 0) return 'no';
  if (told === true || (typeof told === 'number' && told > 0)) return 'yes';
  return 'unknown';
}

/** How the patient breathes as far as it is on record. */
export function oxygenByFlags(flags: ReadonlySet<string>): Truth {
  if (flags.has(onOxygenFlag)) return 'yes';
  return flags.has(roomAirFlag) ? 'no' : 'unknown';
}
