/** Why a record was rejected, or what was left out of one that was taken in. */
export const importRemarks = [
  'not-a-resource',
  'type-not-read',
  'form-wrong',
  'content-missing',
  'identity-missing',
  'not-permitted',
  'practice-needed',
  'patient-unknown',
  'identifier-of-another-patient',
  'likely-duplicate',
  'reference-unresolved',
  'government-number-not-kept',
  'identifier-unusable',
  'contact-unusable',
  'birth-date-not-exact',
  'birth-date-impossible',
  'date-not-exact',
  'language-without-preference',
  'proxy-needs-scope',
] as const;
export type ImportRemark = (typeof importRemarks)[number];
