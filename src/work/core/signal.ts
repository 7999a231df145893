import type { Finding, Priority } from './finding.ts';

/** Something about a patient (or about our own data) that a person must look at. */
export interface WorkSignal {
  readonly kind: string;
  /** With the kind, what makes it one piece of work: the patient's id for a triage card. */
  readonly subject: string;
  readonly patientId: string | null;
  readonly practiceId: string | null;
  readonly language: string;
  readonly priority: Priority;
  /** Everything that is wrong now, not only what is new; magnitudes are those of the latest evidence. */
  readonly findings: readonly Finding[];
  /** What the person who takes it must be able to do, beyond the language. */
  readonly skill?: string;
  /** Whom it is for: opened in this person's name, who has to take it. Absent: whoever takes it. */
  readonly ownerId?: string;
  /** Milliseconds since 1970 UTC of the evidence: since when something is wrong. */
  readonly at: number;
}

export type RaisedChange = 'opened' | 'raised' | 'updated' | 'unchanged';

export interface RaisedWork {
  readonly itemId: string;
  readonly kind: string;
  readonly subject: string;
  readonly patientId: string | null;
  readonly priority: Priority;
  readonly change: RaisedChange;
}

/** What is still wrong after something cleared. */
export interface Settlement {
  readonly kind: string;
  readonly subject: string;
  readonly findings: readonly Finding[];
}

export interface SettledWork {
  readonly itemId: string;
  readonly kind: string;
  readonly subject: string;
  readonly patientId: string | null;
  readonly priority: Priority;
  readonly change: 'closed' | 'downgraded' | 'updated' | 'unchanged';
}
