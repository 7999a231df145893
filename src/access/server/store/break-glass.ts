import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

export interface NewBreakGlass {
  readonly organizationId: string;
  readonly id: string;
  readonly userId: string;
  readonly patientId: string;
  readonly reason: string;
  readonly beganAt: Date;
  readonly endsAt: Date;
}

export async function insertBreakGlass(tx: Tx, row: NewBreakGlass): Promise<void> {
  await tx.insertInto('breakGlass').values(row).execute();
}

export async function selectOpenBreakGlass(
  tx: Tx,
  organizationId: string,
  userId: string,
  patientId: string,
  now: Date,
): Promise<{ id: string; endsAt: Date } | undefined> {
  return tx
    .selectFrom('breakGlass')
    .select(['id', 'endsAt'])
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .where('patientId', '=', patientId)
    .where('beganAt', '<=', now)
    .where('endsAt', '>', now)
    .orderBy('endsAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface ReviewRow {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly patientId: string;
  readonly reason: string;
  readonly beganAt: Date;
  readonly endsAt: Date;
  readonly accesses: number;
  readonly reviewedAt: Date | null;
  readonly reviewedByName: string | null;
  readonly reviewNote: string | null;
}

/** Unreviewed ones, or those reviewed since a moment; newest first. */
export async function selectReviews(
  tx: Tx,
  organizationId: string,
  reviewedSince: Date | null,
): Promise<ReviewRow[]> {
  return tx
    .selectFrom('breakGlass as b')
    .innerJoin('appUser as u', (join) =>
      join.onRef('u.organizationId', '=', 'b.organizationId').onRef('u.id', '=', 'b.userId'),
    )
    .leftJoin('appUser as r', (join) =>
      join.onRef('r.organizationId', '=', 'b.organizationId').onRef('r.id', '=', 'b.reviewedBy'),
    )
    .select(['b.id', 'b.userId', 'u.displayName as userName', 'b.patientId', 'b.reason'])
    .select(['b.beganAt', 'b.endsAt', 'b.reviewedAt', 'b.reviewNote'])
    .select('r.displayName as reviewedByName')
    .select(
      sql<number>`(select count(*)::int from audit_event e where e.organization_id = b.organization_id
        and e.break_glass_id = b.id)`.as('accesses'),
    )
    .where('b.organizationId', '=', organizationId)
    .$if(reviewedSince === null, (select) => select.where('b.reviewedAt', 'is', null))
    .$if(reviewedSince !== null, (select) => select.where('b.reviewedAt', '>=', reviewedSince))
    .orderBy('b.beganAt', 'desc')
    .limit(500)
    .execute();
}

/** The patient of an access that nobody has reviewed yet, locked; undefined when there is none. */
export async function lockUnreviewed(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<{ patientId: string; userId: string } | undefined> {
  return tx
    .selectFrom('breakGlass')
    .select(['patientId', 'userId'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('reviewedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateReview(
  tx: Tx,
  organizationId: string,
  id: string,
  review: {
    readonly reviewedBy: string | null;
    readonly reviewedAt: Date;
    readonly reviewNote: string;
  },
): Promise<void> {
  await tx
    .updateTable('breakGlass')
    .set(review)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
