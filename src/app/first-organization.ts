import { createFirstAdministratorLink } from '../access/server/service/invitations.ts';
import { createOrganization } from '../access/server/service/organization.ts';
import { newId } from '../platform/server/ids.ts';
import { asSystem } from './commands/command.ts';
import type { Runtime } from './runtime.ts';

/** An organization without anything in it, and the link with which its administrator comes in. */
export async function createFirstOrganization(
  runtime: Runtime,
  say: (message: string) => void,
): Promise<void> {
  const link = await asSystem(runtime, newId(), async (context) => {
    await createOrganization(context, {
      name: 'My organization',
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      demonstration: false,
    });
    return createFirstAdministratorLink(context);
  });
  const base = runtime.config.publicUrl || `http://localhost:${runtime.config.port}`;
  say('Open this link once to create the first administrator (it ends in 72 hours):');
  say(`${base}${link.path}`);
}
