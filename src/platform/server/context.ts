import type { Tx } from './database.ts';

/** Who asks: a person of the staff, a machine with a token, Enlace itself (jobs), or a patient in the portal. */
export interface Caller {
  readonly organizationId: string;
  readonly kind: 'user' | 'token' | 'system' | 'patient';
  readonly id: string | null;
  readonly label: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  readonly languages: readonly string[];
  /** Bound to one practice (practice users, practice tokens): sees nothing of others. */
  readonly practiceId: string | null;
  /** Bound to one patient (Nightscout tokens, the portal). */
  readonly patientId: string | null;
  /** Source label of a token's deliveries. */
  readonly source: string | null;
}

/** One unit of work on behalf of one caller, in one transaction, at one moment. */
export interface Context {
  readonly tx: Tx;
  readonly caller: Caller;
  readonly now: Date;
  /** How many audit events were written; a route with health information refuses to answer with none. */
  audited: number;
}

/** Enlace itself, acting for an organization without a person: jobs, imports, demonstration data. */
export function systemCaller(organizationId: string, label: string): Caller {
  return {
    organizationId,
    kind: 'system',
    id: null,
    label,
    roles: [],
    permissions: new Set(),
    languages: ['en', 'es'],
    practiceId: null,
    patientId: null,
    source: null,
  };
}
