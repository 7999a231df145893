import type { Candidate, Rejection } from '../adapter.ts';
import { fieldsOf, type Fields } from '../narrow.ts';

/**
 * Reads effective[x]: an instant, a date and time, the beginning of a period (its end where it has no
 * beginning) or the one event of a timing. An Observation without any keeps the time of its arrival.
 */
export function readEffective(
  observation: Fields,
): Pick<Candidate, 'at'> | Pick<Rejection, 'code' | 'field'> {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, effectiveTiming } = observation;
  const single = effectiveDateTime ?? effectiveInstant;
  if (single !== undefined && single !== null) return given(single, 'effective');
  if (effectivePeriod !== undefined) {
    const period = fieldsOf(effectivePeriod);
    return given(period?.start ?? period?.end, 'effectivePeriod');
  }
  if (effectiveTiming !== undefined) {
    const event = fieldsOf(effectiveTiming)?.event;
    const events: readonly unknown[] = Array.isArray(event) ? event : [];
    return events.length === 1 ? given(events[0], 'effectiveTiming') : refused('effectiveTiming');
  }
  return {};
}

function given(at: unknown, field: string): ReturnType<typeof readEffective> {
  // An empty text is a time that the sender has lost: taking it for "none" would stamp the arrival on it.
  return typeof at === 'string' && at !== '' && at.length <= 64 ? { at } : refused(field);
}

function refused(field: string): Pick<Rejection, 'code' | 'field'> {
  return { code: 'time-invalid', field };
}
