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

/** The same some minutes later, as a call goes on. */
function later(context: Context, minutes: number): Context {
  return { ...context, now: new Date(context.now.getTime() + minutes * 60_000) };
}

/** Works off what waits for this person, card by card, the way the screens do; gives how many were closed. */
export async function workOffCards(context: Context, random: Random): Promise<number> {
  let closed = 0;
  for (; closed < mostPerVisit; closed += 1) {
    const itemId = await nextItem(context, { kind: 'triage' });
    if (itemId === null) return closed;
    const taken = random.integer(1, 12);
    const reached = taken + random.integer(2, 25);
    await take(later(context, taken), itemId);
    const { version } = await recordContact(later(context, reached), itemId, {
      ...{ outcome: 'reached', channel: 'phone', note: '' },
    });
    const { disposition, note } = random.pick(endings);
    const done = later(context, reached + random.integer(3, 20));
    await resolveWork(done, itemId, { version, disposition, note });
  }
  return closed;
}
