export const roles = [
  'care-provider',
  'care-coordinator',
  'care-manager',
  'pharmacist',
  'supervisor',
  'practice-user',
  'privacy-officer',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

const clinical = [
  'care-provider',
  'care-coordinator',
  'care-manager',
  'pharmacist',
  'supervisor',
] as const;
const monitoring = ['care-provider', 'care-manager', 'supervisor'] as const;

/**
 * Who may do what. Routes name a permission, callers carry the permissions of their roles, and the
 * isolation test walks this same table.
 */
export const permissionTable = {
  'session.self': roles,
  'duty.change': clinical,
  // The privacy officer says whom the question is about, the administrator whom a token is bound to.
  'patients.find': [...clinical, 'practice-user', 'privacy-officer', 'administrator'],
  'patients.read': [...clinical, 'practice-user'],
  'patients.write': clinical,
  'patients.import': ['supervisor', 'administrator'],
  'patients.restrict': ['supervisor', 'privacy-officer'],
  'care-circle.write': clinical,
  'vitals.read': [...clinical, 'practice-user'],
  'vitals.write': monitoring,
  'limits.write': ['care-manager', 'supervisor'],
  // What counts for the whole organization: the medical director acts as supervisor.
  'metrics.write': ['supervisor'],
  'devices.write': monitoring,
  'work.read': clinical,
  'work.act': clinical,
  'work.assign': ['care-manager', 'supervisor'],
  'work.supervise': ['supervisor'],
  'hand-off.send': clinical,
  'hand-off.answer': ['care-manager', 'pharmacist', 'supervisor'],
  'portal-access.read': clinical,
  'portal-access.write': clinical,
  'quarantine.read': monitoring,
  'quarantine.decide': monitoring,
  'users.read': ['supervisor', 'administrator', 'privacy-officer'],
  'users.write': ['administrator'],
  'tokens.write': ['administrator'],
  'sources.write': ['administrator'],
  'organization.write': ['administrator'],
  'practices.read': [...clinical, 'practice-user', 'administrator', 'privacy-officer'],
  'practices.write': ['administrator'],
  'calendar.read': [...clinical, 'administrator'],
  'calendar.write': ['administrator'],
  'protocols.propose': ['care-manager', 'supervisor'],
  // The medical director acts as supervisor; never about an own proposal.
  'protocols.approve': ['supervisor'],
  'protocols.read': [...clinical, 'practice-user', 'administrator', 'privacy-officer'],
  'audit.read': ['privacy-officer'],
  'audit.export': ['privacy-officer'],
  'break-glass.use': clinical,
  'break-glass.review': ['privacy-officer'],
  // Machines only: granted by token scopes, never by a role.
  'readings.send': [],
  'fhir.read': [],
  'fhir.write': [],
  // Patients in the portal only: granted by its session, never by a role or a scope.
  'portal.read': [],
  'portal.write': [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissionTable;

/** The permissions that a set of roles has together. */
export function permissionsOf(held: readonly string[]): ReadonlySet<Permission> {
  const entries = Object.entries(permissionTable) as [Permission, readonly string[]][];
  return new Set(
    entries.filter(([, who]) => who.some((role) => held.includes(role))).map(([name]) => name),
  );
}
