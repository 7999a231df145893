import type { Context } from '../../platform/server/context.ts';
import type { Tx } from '../../platform/server/database.ts';

/** What access needs of slices above it; app gives it when it composes the server. */
export interface AccessDependencies {
  /** Gives back to its queues what a person owns, and tells how much it was; work knows how. */
  readonly releaseOwnedWork: (context: Context, userId: string) => Promise<number>;
  /** Refuses who is no patient of the caller's organization and practice; people knows. */
  readonly requirePatient: (context: Context, patientId: string) => Promise<void>;
  /** Patients' names by id, for a list whose reading is audited; people knows. */
  readonly loadPatientHeaders: (
    tx: Tx,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly name: string }>>;
}
