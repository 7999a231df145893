import { createFirstAdministratorLink } from '../access/server/service/invitations.ts';
import { createOrganization } from '../access/server/service/organization.ts';
import { createPractice } from '../people/server/service/practices.ts';
import { newId } from '../platform/server/ids.ts';
import { startCalendar } from '../work/server/service/calendar.ts';
import { asSystem } from './commands/command.ts';
import type { Runtime } from './runtime.ts';

/** An organization with a practice and nothing else in it, and the link with which its administrator comes in. */
export async function createFirstOrganization(
  runtime: Runtime,
  say: (message: string) => void,
): Promise<void> {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const link = await asSystem(runtime, newId(), async (context) => {
    await createOrganization(context, {
      name: 'My organization',
      zone,
      demonstration: false,
    });
    // Every patient belongs to a practice: with one to begin with, files of patients can be imported.
    await createPractice(context, { name: 'My practice', zone });
    await startCalendar(context);
    return createFirstAdministratorLink(context);
  });
  const base = runtime.config.publicUrl || `http://localhost:${runtime.config.port}`;
  say('Open this link once to create the first administrator (it ends in 72 hours):');
  say(`${base}${link.path}`);
}
