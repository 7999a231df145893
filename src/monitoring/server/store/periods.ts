import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

/** What tells the settings of one thing apart, in each table in which settings follow one another. */
interface PeriodKeys {
  readonly patientCadence: { readonly kind: string };
  readonly patientFact: { readonly fact: string };
  readonly patientLimit: { readonly ruleId: string; readonly limitName: string };
}

/** Ends the settings of one thing of a patient that would go on beyond a moment. */
export async function endPeriods<Table extends keyof PeriodKeys>(
  tx: Tx,
  table: Table,
  key: PeriodKeys[Table] & { readonly organizationId: string; readonly patientId: string },
  at: Date,
): Promise<void> {
  const same = Object.entries(key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`
    update ${sql.table(table)} set effective_to = ${at}
    where ${sql.join(same, sql` and `)} and effective_from <= ${at}
      and (effective_to is null or effective_to > ${at})`.execute(tx);
}
