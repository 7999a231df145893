import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import { userProblems } from '../../core/problems.ts';
import { readAccessSettings, type AccessSettings } from '../../core/session-limits.ts';
import { recordAudit } from '../service.ts';
import {
  insertOrganization,
  lockOrganization,
  selectOrganization,
  updateOrganization,
} from '../store/organizations.ts';

export interface Organization extends AccessSettings {
  readonly name: string;
  readonly zone: string;
  readonly demonstration: boolean;
}

/** Makes the tenant of the context's caller; nothing of it exists yet. */
export async function createOrganization(
  context: Context,
  organization: { readonly name: string; readonly zone: string; readonly demonstration: boolean },
): Promise<void> {
  const { tx, caller, now } = context;
  refuseUnknownZone(organization.zone);
  const { organizationId } = caller;
  await insertOrganization(tx, { ...organization, organizationId, createdAt: now });
  await recordAudit(context, { action: 'organization.create', patientIds: [] });
}

/** The caller's organization with its limits. */
export async function showOrganization(context: Context): Promise<Organization> {
  const row = await selectOrganization(context.tx, context.caller.organizationId);
  const { name, zone, demonstration } = row;
  return { name, zone, demonstration, ...readAccessSettings(row.settings) };
}

/** Changes name, zone or limits of the organization; open sessions follow at once. */
export async function editOrganization(
  context: Context,
  changes: Partial<Omit<Organization, 'demonstration'>>,
): Promise<Organization> {
  const { tx, caller } = context;
  const before = await lockOrganization(tx, caller.organizationId);
  const { name = before.name, zone = before.zone, ...limits } = changes;
  refuseUnknownZone(zone);
  const settings = { ...(before.settings as object), ...limits };
  await updateOrganization(tx, caller.organizationId, { name, zone, settings });
  await recordAudit(context, {
    action: 'organization.edit',
    patientIds: [],
    detail: { ...changes },
    purpose: 'operations',
  });
  await announce(tx, caller.organizationId, ['access']);
  return showOrganization(context);
}

function refuseUnknownZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).format();
  } catch (cause) {
    throw userProblems['organization.zone-unknown']({}, cause);
  }
}
