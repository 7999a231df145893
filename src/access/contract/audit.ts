import { Type, type Static } from 'typebox';

import { contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { auditPurposes } from '../core/audit.ts';
import { Done } from './fields.ts';

export const AuditEntry = Type.Object({
  id: Id,
  at: Instant,
  actorKind: Type.Enum(['user', 'token', 'system', 'patient']),
  actorId: Nullable(Id),
  actorLabel: Type.String(),
  action: Type.String(),
  purpose: Type.Enum(auditPurposes),
  subject: Nullable(Type.String()),
  breakGlassId: Nullable(Id),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const whoSawRoute = contract({
  method: 'GET',
  path: '/api/audit/patients/{patientId}',
  summary: 'Who saw or changed the information of this patient, newest first.',
  permission: 'audit.read',
  healthInformation: true,
  params: Type.Object({ patientId: Id }),
  query: Type.Object(
    {
      /** Days of the organization's zone, both included. */
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      /** `next` of the page before. */
      after: Type.Optional(Type.String({ pattern: '^[0-9TZ:.-]+_[0-9a-f-]{36}$' })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    /** Null: of no patient that there is. */
    patientName: Nullable(Type.String()),
    entries: Type.Array(AuditEntry),
    next: Nullable(Type.String()),
  }),
});

export const AuditBreak = Type.Object({
  sequence: Nullable(Type.Integer()),
  /** What does not agree with the chain. */
  code: Type.Enum([
    'link-missing',
    'link-broken',
    'events-missing',
    'events-added',
    'events-changed',
    'head-differs',
  ]),
});
export type AuditBreak = Static<typeof AuditBreak>;

export const auditChainRoute = contract({
  method: 'GET',
  path: '/api/audit/chain',
  summary: 'Whether the audit log is complete and unchanged, by its hash chain.',
  permission: 'audit.read',
  healthInformation: false,
  reply: Type.Object({
    breaks: Type.Array(AuditBreak),
    links: Type.Integer(),
    sealedEvents: Type.Integer(),
    unsealedEvents: Type.Integer(),
    /** Note it outside of Enlace: a chain cut at its end shows only against it. */
    head: Nullable(
      Type.Object({ sequence: Type.Integer(), hash: Type.String(), sealedAt: Instant }),
    ),
  }),
});

/** Streams NDJSON (application/x-ndjson); the form of its lines is told in server/audit-export.ts. */
export const exportAuditRoute = contract({
  method: 'GET',
  path: '/api/audit/export',
  summary: 'The audit log with its hash chain, as lines of JSON.',
  permission: 'audit.export',
  healthInformation: true,
  query: Type.Object(
    { from: Day, to: Day, patientId: Type.Optional(Id) },
    { additionalProperties: false },
  ),
  reply: Type.String(),
});

export const breakGlassRoute = contract({
  method: 'POST',
  path: '/api/break-glass',
  summary:
    'Open a restricted record in an emergency, for a limited time; the privacy officer is told.',
  permission: 'break-glass.use',
  healthInformation: true,
  body: Type.Object(
    { patientId: Id, reason: Type.String({ minLength: 1, maxLength: 2000 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id, endsAt: Instant }),
});

/** An emergency access that waits for, or had, the privacy officer's judgement. */
export const PrivacyNotice = Type.Object({
  kind: Type.Literal('privacy-notice'),
  id: Id,
  userId: Id,
  userName: Type.String(),
  patientId: Id,
  patientName: Type.String(),
  reason: Type.String(),
  beganAt: Instant,
  endsAt: Instant,
  /** How often the record was opened or changed under this access. */
  accesses: Type.Integer(),
  reviewedAt: Nullable(Instant),
  reviewedByName: Nullable(Type.String()),
  reviewNote: Nullable(Type.String()),
});
export type PrivacyNotice = Static<typeof PrivacyNotice>;

export const listReviewsRoute = contract({
  method: 'GET',
  path: '/api/break-glass/reviews',
  summary: 'Emergency accesses: those to be judged, or the judged ones of the last 90 days.',
  permission: 'break-glass.review',
  healthInformation: true,
  query: Type.Object(
    { state: Type.Optional(Type.Enum(['open', 'reviewed'])) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ reviews: Type.Array(PrivacyNotice) }),
});

export const reviewRoute = contract({
  method: 'POST',
  path: '/api/break-glass/{id}/review',
  summary: 'Judge an emergency access.',
  permission: 'break-glass.review',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object(
    { note: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) },
    { additionalProperties: false },
  ),
  reply: Done,
});
