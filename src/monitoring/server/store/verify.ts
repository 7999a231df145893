import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

export type StoredCheck =
  | 'monitoring.alert-without-card'
  | 'monitoring.card-without-alert'
  | 'monitoring.alert-opened-once'
  | 'monitoring.alert-without-reading';

/** One row that breaks an invariant; `id` names an alert or a card. */
export interface BrokenRow {
  readonly check: StoredCheck;
  readonly id: string;
}

interface Asked {
  readonly organization: RawBuilder<unknown>;
  /** Rules that fire because nothing came. */
  readonly silenceRules: RawBuilder<unknown>;
}

/** Runs every check that one statement can make, one after the other. */
export async function findBrokenRows(
  tx: Tx,
  organizationId: string,
  silenceRules: readonly string[],
): Promise<readonly BrokenRow[]> {
  const asked = {
    organization: sql`${organizationId}::uuid`,
    silenceRules: sql`${[...silenceRules]}::text[]`,
  };
  const broken: BrokenRow[] = [];
  for (const [check, query] of Object.entries(checks)) {
    const result = await query(asked).execute(tx.withoutPlugins());
    broken.push(...result.rows.map(({ id }) => ({ check: check as StoredCheck, id })));
  }
  return broken;
}

const cards = sql`('triage', 'missing-readings')`;

const checks: Readonly<Record<StoredCheck, (asked: Asked) => RawBuilder<{ readonly id: string }>>> =
  {
    // Whoever closes a card has seen what is on it; what Enlace closes itself must have cleared.
    'monitoring.alert-without-card': ({ organization }) => sql`
    select a.id from alert a
    where a.organization_id = ${organization} and a.state = 'active'
      and not exists (select from work_item w
        where w.organization_id = a.organization_id and w.patient_id = a.patient_id
          and w.kind in ${cards} and w.state <> 'closed'
          and w.headline -> 'findings' @> jsonb_build_array(jsonb_build_object('ruleId', a.rule_id)))
      and not exists (select from work_item w
        where w.organization_id = a.organization_id and w.patient_id = a.patient_id
          and w.kind in ${cards} and w.closed_by is not null and w.closed_at >= a.raised_at)`,

    'monitoring.card-without-alert': ({ organization }) => sql`
    select distinct w.id from work_item w, jsonb_array_elements(w.headline -> 'findings') f
    where w.organization_id = ${organization} and w.state <> 'closed' and w.kind in ${cards}
      and not exists (select from alert a
        where a.organization_id = w.organization_id and a.patient_id = w.patient_id
          and a.rule_id = f ->> 'ruleId' and a.state = 'active')`,

    'monitoring.alert-opened-once': ({ organization }) => sql`
    select a.id from alert a
    left join alert_event e on e.organization_id = a.organization_id and e.alert_id = a.id
      and e.type = 'opened'
    where a.organization_id = ${organization}
    group by a.id having count(e.id) <> 1`,

    // Of whatever kind: a pulse comes with a pressure too.
    'monitoring.alert-without-reading': ({ organization, silenceRules }) => sql`
    select a.id from alert a
    where a.organization_id = ${organization} and a.state = 'active'
      and not a.rule_id = any(${silenceRules}) and not exists (select from reading r
        where r.organization_id = a.organization_id and r.patient_id = a.patient_id
          and r.effective_at = a.last_reading_at)`,
  };
