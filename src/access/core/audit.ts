/** Why information was looked at or changed; HIPAA's words, plus emergency access. */
export const auditPurposes = ['treatment', 'payment', 'operations', 'emergency'] as const;

export type AuditPurpose = (typeof auditPurposes)[number];
