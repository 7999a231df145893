import { Type, type Static } from 'typebox';

import { Bilingual, contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { LevelEdit } from '../core/what-if-edit.ts';
import { DifferenceCounts } from './what-if.ts';

const OneId = Type.Object({ id: Id });
const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' });
const Edits = Type.Array(LevelEdit, { minItems: 1, maxItems: 100 });

const RuleDifference = Type.Object({
  ruleId: Type.String(),
  rule: Bilingual,
  counts: DifferenceCounts,
  patientsAsIs: Type.Integer(),
  patientsChanged: Type.Integer(),
  patientsAffected: Type.Integer(),
  /** Alerts per 100 patients and day. */
  burdenAsIs: Type.Number(),
  burdenChanged: Type.Number(),
});

/** What a change of a protocol comes to over many patients, as far as it has been looked at. */
export const PanelDifference = Type.Object({
  from: Instant,
  to: Instant,
  practiceId: Nullable(Id),
  patientsTotal: Type.Integer(),
  patientsDone: Type.Integer(),
  /** With readings that the protocol judges. */
  patients: Type.Integer(),
  readings: Type.Integer(),
  finished: Type.Boolean(),
  rules: Type.Array(RuleDifference),
});
export type PanelDifference = Static<typeof PanelDifference>;

export const TrialView = Type.Object({
  id: Id,
  protocolId: Type.String(),
  edits: Edits,
  difference: PanelDifference,
  mostChanged: Type.Array(
    Type.Object({
      patientId: Id,
      /** Null: restricted. */
      name: Nullable(Type.String()),
      asIs: Type.Integer(),
      changed: Type.Integer(),
      different: Type.Integer(),
    }),
  ),
});
export type TrialView = Static<typeof TrialView>;

export const beginTrial = contract({
  method: 'POST',
  path: '/api/protocol-trials',
  summary:
    'Begins to try a change of a protocol on the last 90 days of all patients, or of a practice.',
  permission: 'protocols.propose',
  healthInformation: false,
  body: Type.Object({
    protocolId: Type.String(),
    edits: Edits,
    practiceId: Type.Optional(Id),
  }),
  reply: OneId,
});

export const continueTrial = contract({
  method: 'POST',
  path: '/api/protocol-trials/{id}/continue',
  summary: 'Tries the change on the next patients; call it again until it is finished.',
  permission: 'protocols.propose',
  healthInformation: true,
  params: OneId,
  reply: TrialView,
});

export const readTrial = contract({
  method: 'GET',
  path: '/api/protocol-trials/{id}',
  summary: 'What a change of a protocol came to, with the most changed patients.',
  permission: 'protocols.propose',
  healthInformation: true,
  params: OneId,
  reply: TrialView,
});

export const ChangeView = Type.Object({
  id: Id,
  protocolId: Type.String(),
  trialId: Id,
  state: Type.Enum(['proposed', 'approved', 'declined', 'withdrawn']),
  edits: Edits,
  parentVersion: Type.Integer(),
  parentHash: Type.String(),
  /** First day (UTC) on which it judges. */
  effectiveOn: Day,
  proposedBy: Type.String(),
  proposedAt: Instant,
  reason: Type.String(),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  decisionReason: Nullable(Type.String()),
  version: Nullable(Type.Integer()),
  contentHash: Nullable(Type.String()),
  /** False: approved, but this release of Enlace cannot use it; the version before goes on judging. */
  usable: Type.Boolean(),
  /** The caller proposed it, and so cannot decide about it. */
  own: Type.Boolean(),
  difference: PanelDifference,
});
export type ChangeView = Static<typeof ChangeView>;

export const listChanges = contract({
  method: 'GET',
  path: '/api/protocol-changes',
  summary:
    'Changes of protocols that were proposed, the newest first, with what was foretold of each.',
  permission: 'protocols.read',
  healthInformation: false,
  reply: Type.Object({ changes: Type.Array(ChangeView) }),
});

export const proposeChange = contract({
  method: 'POST',
  path: '/api/protocol-changes',
  summary: 'Proposes a change that was tried to its end; somebody else approves it.',
  permission: 'protocols.propose',
  healthInformation: false,
  body: Type.Object({ trialId: Id, effectiveOn: Day, reason: Reason }),
  reply: OneId,
});

export const approveChange = contract({
  method: 'POST',
  path: '/api/protocol-changes/{id}/approve',
  summary:
    'Makes a proposed change the version of the organization from its day on. Not by who proposed it.',
  permission: 'protocols.approve',
  healthInformation: false,
  params: OneId,
  body: Type.Object({ reason: Reason }),
  reply: OneId,
});

export const declineChange = contract({
  method: 'POST',
  path: '/api/protocol-changes/{id}/decline',
  summary: 'Declines a proposed change. Not by who proposed it.',
  permission: 'protocols.approve',
  healthInformation: false,
  params: OneId,
  body: Type.Object({ reason: Reason }),
  reply: OneId,
});

export const withdrawChange = contract({
  method: 'POST',
  path: '/api/protocol-changes/{id}/withdraw',
  summary: 'Takes back a change that one proposed oneself.',
  permission: 'protocols.propose',
  healthInformation: false,
  params: OneId,
  body: Type.Object({ reason: Reason }),
  reply: OneId,
});
