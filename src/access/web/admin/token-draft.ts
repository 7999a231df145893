import type { Input } from '../../../platform/core/contract.ts';
import type { createTokenRoute } from '../../contract/tokens.ts';

/** What a machine may do in plain words, and the SMART scopes that say so. */
export const scopeChoices = {
  send: 'system/Observation.c',
  readReadings: 'system/Observation.rs',
  readPatients: 'system/Patient.rs',
  readAll: 'system/*.rs',
  writeAll: 'system/*.cud',
} as const;

export type ScopeChoice = keyof typeof scopeChoices;
export const scopeChoiceNames = Object.keys(scopeChoices) as ScopeChoice[];

/** The plain words for a stored scope, where there are any. */
export function choiceOf(scope: string): ScopeChoice | undefined {
  return scopeChoiceNames.find((name) => scopeChoices[name] === scope);
}

export interface TokenDraft {
  readonly label: string;
  readonly source: string;
  readonly chosen: readonly string[];
  /** Other scopes, one per line. */
  readonly custom: string;
  readonly practiceId: string;
  readonly patient: { readonly id: string; readonly name: string } | null;
  readonly nightscout: boolean;
}

export const emptyToken: TokenDraft = {
  label: '',
  source: '',
  chosen: ['send'],
  custom: '',
  practiceId: '',
  patient: null,
  nightscout: false,
};

/** Every scope of the draft, once. */
export function scopesOf({ chosen, custom }: TokenDraft): string[] {
  const named = scopeChoiceNames
    .filter((name) => chosen.includes(name))
    .map((name) => scopeChoices[name]);
  const written = custom.split(/\s+/).filter((line) => line !== '');
  return [...new Set([...named, ...written])];
}

export function tokenBody(draft: TokenDraft): Input<typeof createTokenRoute>['body'] {
  const { label, source, practiceId, patient, nightscout } = draft;
  return {
    label: label.trim(),
    scopes: scopesOf(draft),
    practiceId: practiceId === '' ? null : practiceId,
    patientId: patient?.id ?? null,
    nightscout,
    ...(source.trim() !== '' && { source: source.trim() }),
  };
}
