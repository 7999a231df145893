import type { Input } from '../../../platform/core/contract.ts';
import type { createUserRoute, User } from '../../contract/users.ts';
import type { Role } from '../../core/permissions.ts';

/** A person as they are being entered; skills stay text until they are sent. */
export interface UserDraft {
  readonly displayName: string;
  readonly email: string;
  readonly credentials: string;
  readonly roles: readonly Role[];
  readonly languages: readonly string[];
  readonly skills: string;
  readonly interfaceLanguage: 'en' | 'es';
  readonly practiceId: string;
}

export function startUser(user: User | undefined): UserDraft {
  return {
    displayName: user?.displayName ?? '',
    email: user?.email ?? '',
    credentials: user?.credentials ?? '',
    roles: user?.roles ?? [],
    languages: user?.languages ?? ['en'],
    skills: user?.skills.join(', ') ?? '',
    interfaceLanguage: user?.interfaceLanguage ?? 'en',
    practiceId: user?.practiceId ?? '',
  };
}

/** The body of the request; skills as the codes that routing compares ("Heart failure" → "heart-failure"). */
export function userBody(draft: UserDraft): Input<typeof createUserRoute>['body'] {
  const { displayName, email, credentials, roles, languages, interfaceLanguage } = draft;
  return {
    displayName: displayName.trim(),
    email: email.trim(),
    credentials: credentials.trim() === '' ? null : credentials.trim(),
    roles: [...roles],
    languages: [...languages],
    skills: skillCodes(draft.skills),
    interfaceLanguage,
    practiceId: draft.practiceId === '' ? null : draft.practiceId,
  };
}

function skillCodes(text: string): string[] {
  const codes = text.split(',').map((one) =>
    one
      .trim()
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  );
  return [...new Set(codes.filter((code) => code !== ''))];
}
