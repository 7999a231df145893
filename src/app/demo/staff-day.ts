import { permissionsOf, type Role } from '../../access/core/permissions.ts';
import type { Caller, Context } from '../../platform/server/context.ts';
import { resolveWork } from '../../monitoring/server/service/endings.ts';
import { recordContact, take } from '../../work/server/service/actions.ts';
import { nextItem } from '../../work/server/service/next.ts';
import type { Random } from './random.ts';

export interface StaffMember {
  readonly id: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly languages: readonly string[];
}

/** A member of staff as if signed in, for work that the demonstration did in the past. */
export function asStaff(organizationId: string, person: StaffMember): Caller {
  return {
    organizationId,
    kind: 'user',
    id: person.id,
    label: person.displayName,
    roles: person.roles,
    permissions: permissionsOf(person.roles),
    languages: person.languages,
    practiceId: null,
    patientId: null,
    source: null,
  };
}

const endings = [
  {
    disposition: 'recheck-normal',
    note: 'Rechecked on the phone, within limits. / Se repitió por teléfono, dentro de límites.',
  },
  {
    disposition: 'advice-given',
    note: 'Technique and medicines reviewed. / Se revisaron técnica y medicinas.',
  },
] as const;

const mostPerVisit = 40;

/** Works off what waits for this person, card by card, the way the screens do; gives how many were closed. */
export async function workOffCards(context: Context, random: Random): Promise<number> {
  let closed = 0;
  for (; closed < mostPerVisit; closed += 1) {
    const itemId = await nextItem(context, { kind: 'triage' });
    if (itemId === null) return closed;
    await take(context, itemId);
    const reached = await recordContact(context, itemId, {
      outcome: 'reached',
      channel: 'phone',
      note: '',
    });
    const { disposition, note } = random.pick(endings);
    await resolveWork(context, itemId, { version: reached.version, disposition, note });
  }
  return closed;
}
