import { emergencySymptoms } from '../../core/emergency-symptoms.ts';
import type { Symptom } from '../../core/symptom.ts';
import { protocolsInUse } from '../content.ts';

/** The symptoms that a protocol in force calls an emergency. */
export function emergencySymptomsInUse(): ReadonlySet<Symptom> {
  return emergencySymptoms(protocolsInUse().contents.map(({ definition }) => definition));
}
