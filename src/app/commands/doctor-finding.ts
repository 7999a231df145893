/** One thing that doctor looked at. */
export interface DoctorFinding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}
