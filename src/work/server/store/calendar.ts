import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { OpeningHours } from '../../core/calendar.ts';

export interface NamedHoliday {
  readonly day: string;
  readonly name: { readonly en: string; readonly es: string };
}

export interface StoredCalendar {
  readonly zone: string;
  readonly hours: readonly OpeningHours[];
  readonly holidays: readonly NamedHoliday[];
}

/** The organization's zone, opening hours and holidays, in one statement. */
export async function selectCalendar(tx: Tx, organizationId: string): Promise<StoredCalendar> {
  const result = await sql<StoredCalendar>`
    select zone,
      (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday,
          'opens', left(opens::text, 5), 'closes', left(closes::text, 5)) order by weekday), '[]')
        from business_hours h where h.organization_id = o.organization_id) as hours,
      (select coalesce(jsonb_agg(jsonb_build_object('day', day,
          'name', jsonb_build_object('en', name_en, 'es', name_es)) order by day), '[]')
        from holiday d where d.organization_id = o.organization_id) as holidays
    from organization o where organization_id = ${organizationId}`.execute(tx);
  const [row] = result.rows;
  if (!row) throw new Error('The organization of the caller does not exist.');
  return row;
}

/** Replaces opening hours and holidays. */
export async function replaceCalendar(
  tx: Tx,
  organizationId: string,
  hours: readonly OpeningHours[],
  holidays: readonly NamedHoliday[],
): Promise<void> {
  await tx.deleteFrom('businessHours').where('organizationId', '=', organizationId).execute();
  await tx.deleteFrom('holiday').where('organizationId', '=', organizationId).execute();
  if (hours.length > 0) {
    const rows = hours.map((one) => ({ organizationId, ...one }));
    await tx.insertInto('businessHours').values(rows).execute();
  }
  if (holidays.length > 0) {
    const rows = holidays.map(({ day, name }) => {
      return { organizationId, day, nameEn: name.en, nameEs: name.es };
    });
    await tx.insertInto('holiday').values(rows).execute();
  }
}
