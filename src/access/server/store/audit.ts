import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { AuditPurpose } from '../../core/audit.ts';

export interface NewAuditEvent {
  readonly organizationId: string;
  readonly at: Date;
  readonly action: string;
  readonly patientIds: readonly string[];
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Somebody who did what the event says, with the id of their own record of it. */
export interface AuditActor {
  readonly eventId: string;
  readonly kind: 'user' | 'token' | 'system' | 'patient';
  readonly id: string | null;
  readonly label: string;
  readonly purpose: AuditPurpose;
}

/**
 * Inserts one event for each who did the same at once; of whoever has emergency access to one of its
 * patients it carries that access and purpose.
 */
export async function insertAuditEvents(
  tx: Tx,
  event: NewAuditEvent,
  actors: readonly AuditActor[],
): Promise<void> {
  const column = <T>(of: (actor: AuditActor) => T) => actors.map(of);
  await sql`
    insert into audit_event (organization_id, id, at, actor_kind, actor_id, actor_label, action,
                             purpose, patient_ids, subject, detail, break_glass_id)
    select ${event.organizationId}, actor.event_id, ${event.at}, actor.kind, actor.id, actor.label,
           ${event.action}, case when glass.id is null then actor.purpose else 'emergency' end,
           ${event.patientIds}::uuid[], ${event.subject}, ${JSON.stringify(event.detail)}::jsonb, glass.id
    from unnest(${column(({ eventId }) => eventId)}::uuid[], ${column(({ kind }) => kind)}::text[],
                ${column(({ id }) => id)}::uuid[], ${column(({ label }) => label)}::text[],
                ${column(({ purpose }) => purpose)}::text[])
         as actor (event_id, kind, id, label, purpose)
    left join lateral ${openGlass(event, actors)} as glass on true`.execute(tx);
}

function openGlass(event: NewAuditEvent, actors: readonly AuditActor[]): RawBuilder<unknown> {
  // Only a person can have it; machines' deliveries name hundreds of patients.
  const isPossible = event.patientIds.length > 0 && actors.some(({ kind }) => kind === 'user');
  if (!isPossible) return sql`(select null::uuid as id)`;
  return sql`(
    select id from break_glass
    where organization_id = ${event.organizationId} and actor.kind = 'user' and user_id = actor.id
      and patient_id = any(${event.patientIds}::uuid[])
      and began_at <= ${event.at} and ends_at > ${event.at}
    order by began_at desc limit 1)`;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: 'user' | 'token' | 'system' | 'patient';
  readonly actorId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly purpose: AuditPurpose;
  readonly subject: string | null;
  readonly breakGlassId: string | null;
}

export interface WhoSawQuery {
  readonly patientId: string;
  readonly from: Date;
  readonly to: Date;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

export async function selectWhoSaw(
  tx: Tx,
  organizationId: string,
  query: WhoSawQuery,
): Promise<AuditRow[]> {
  // Deliveries of readings are left out, as in the index: machines bringing data saw nothing.
  const rows = await tx
    .selectFrom('auditEvent')
    .select(['id', 'at', 'actorKind', 'actorId', 'actorLabel', 'action', 'purpose', 'subject'])
    .select('breakGlassId')
    .where('organizationId', '=', organizationId)
    .where(sql<boolean>`patient_ids @> array[${query.patientId}::uuid]`)
    .where('action', '<>', 'readings.receive')
    .where('at', '>=', query.from)
    .where('at', '<', query.to)
    .$if(query.after !== null, (select) =>
      select.where(sql<boolean>`(at, id) < (${query.after?.at}, ${query.after?.id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return rows as AuditRow[];
}
