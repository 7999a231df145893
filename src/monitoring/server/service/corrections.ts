import { recordAudit } from '../../../access/server/service.ts';
import { findUser } from '../../../access/server/service/users.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import { listCorrections } from '../../../vitals/server/service/corrections.ts';
import type { listCorrectionsRoute } from '../../contract/corrections.ts';

/** A sensor may smooth many values a day: the newest tell enough. */
const most = 500;

/** The corrections of a patient's readings, the latest first, with who made them. */
export async function readCorrections(
  context: Context,
  patientId: string,
  { from, to }: Input<typeof listCorrectionsRoute>['query'],
): Promise<Reply<typeof listCorrectionsRoute>> {
  await openPatient(context, patientId);
  const span = { from: new Date(from), to: new Date(to) };
  const rows = await listCorrections(context, patientId, span, most);
  await recordAudit(context, { action: 'readings.read', patientIds: [patientId] });
  const authors = new Map<string, string | null>();
  for (const id of new Set(rows.flatMap(({ authorId }) => authorId ?? []))) {
    // Sources correct too: they are nobody's user.
    authors.set(id, (await findUser(context, id))?.displayName ?? null);
  }
  return {
    corrections: rows.map(({ authorId, measuredAt, at, ...row }) => ({
      ...row,
      measuredAt: measuredAt.toISOString(),
      at: at.toISOString(),
      author: authorId === null ? null : (authors.get(authorId) ?? null),
    })),
  };
}
