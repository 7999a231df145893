import type { Reading } from '../../vitals/core/reading.ts';
import type { AssessInput } from './assessment.ts';
import type { CompiledProtocol, ProtocolTable } from './compile.ts';
import { lateReason } from './lateness.ts';
import type { PatientProfile } from './profile.ts';
import { isQuiet } from './quiet.ts';

/**
 * Tells whether nothing but normal values of an unremarkable patient came in, so that every verdict
 * would be clear and no alert could change. This is the path of most readings; it allocates nothing
 * and may say no too often, but never yes wrongly (property test in assess.test.ts).
 */
export function areAllQuiet(input: AssessInput, table: ProtocolTable): boolean {
  if (input.detail === 'all' || input.activeAlerts.length > 0 || input.profile.limits.length > 0) {
    return false;
  }
  if (isGiven(input.newSymptoms) || isGiven(input.recentSymptoms) || isGiven(input.expectedKinds)) {
    return false;
  }
  for (const reading of input.newReadings) if (!isQuietReading(input, table, reading)) return false;
  return true;
}

function isGiven(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function isQuietReading(input: AssessInput, table: ProtocolTable, reading: Reading): boolean {
  if (reading.standing !== 'accepted' || reading.trust === 'clock-suspect') return false;
  const { now, profile, newestJudgedAt } = input;
  if (lateReason(reading, newestJudgedAt[reading.kind], now) !== undefined) return false;
  const protocols = table.get(reading.kind);
  if (protocols === undefined) return true;
  for (const protocol of protocols) if (!isQuietFor(protocol, profile, reading, now)) return false;
  return true;
}

/** Whether a protocol is not for this patient, or the reading lies inside its quiet band. */
export function isQuietFor(
  { protocol, quiet }: CompiledProtocol,
  profile: PatientProfile,
  reading: Reading,
  now: number,
): boolean {
  const { requiredFlags, excludedFlags, minimumAge } = protocol.appliesTo;
  for (const flag of requiredFlags) if (!profile.flags.has(flag)) return true;
  for (const flag of excludedFlags) if (profile.flags.has(flag)) return true;
  if (minimumAge !== undefined && !isClearlyOlder(profile.birthDate, minimumAge, now)) return false;
  return isQuiet(quiet, reading);
}

/** By calendar years alone: sure of those whose birthday cannot matter, and of nobody else. */
function isClearlyOlder(birthDate: string | undefined, years: number, now: number): boolean {
  if (birthDate === undefined) return false;
  return new Date(now).getUTCFullYear() - Number(birthDate.slice(0, 4)) > years;
}
