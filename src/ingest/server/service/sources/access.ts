import { isUuid } from '../../../../platform/server/database.ts';
import { ingestProblems } from '../../../core/problems.ts';
import type { VendorName } from '../../../core/vendors/vendor.ts';
import { findSource, type SourceRow } from '../../store/sources.ts';
import { noteRefusal, type VendorSetting } from './deliver.ts';
import { checkProof, type Proof } from './proof.ts';

/** Who a request says it is. */
export interface Claim {
  readonly vendor: VendorName;
  /** The id of a source, from the address. */
  readonly id: unknown;
}

/**
 * The source that a request proves to be. Refuses, and counts, what proves nothing (`ingest.source-unproven`,
 * `ingest.signature-stale`), and what is proven but not taken at present (`ingest.source-disabled`).
 */
export async function requireSource(
  setting: VendorSetting,
  { vendor, id }: Claim,
  proof: Proof,
): Promise<SourceRow> {
  const { database, clock } = setting;
  const found = typeof id === 'string' && isUuid(id) ? await findSource(database, id) : undefined;
  if (found?.vendor !== vendor) throw ingestProblems['ingest.source-unproven']();
  const result = checkProof(proof, { ...found, secret: secretOf(setting, found) }, clock());
  if (result !== 'proven') {
    await noteRefusal(setting, found);
    const code = result === 'stale' ? 'ingest.signature-stale' : 'ingest.source-unproven';
    throw ingestProblems[code]();
  }
  if (!found.enabled) throw ingestProblems['ingest.source-disabled']();
  return found;
}

/** Null when the installation's own secret has changed since: every vendor then needs a new one. */
function secretOf({ seal }: VendorSetting, { sealedSecret }: SourceRow): string | null {
  try {
    return seal.open(sealedSecret);
  } catch {
    return null;
  }
}
