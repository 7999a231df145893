import type { Tx } from '../../../platform/server/database.ts';
import { isPresent } from '../../core/clinical.ts';
import { selectConditionsByCode, type ConditionRow } from '../store/present-conditions.ts';

/** What patients have now, of the conditions with these codes; for many patients at once. */
export async function loadPresentConditions(
  tx: Tx,
  patientIds: readonly string[],
  codes: readonly string[],
): Promise<readonly ConditionRow[]> {
  if (patientIds.length === 0 || codes.length === 0) return [];
  return (await selectConditionsByCode(tx, patientIds, codes)).filter(isPresent);
}
