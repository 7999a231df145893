import { Type } from 'typebox';

import { roles } from '../core/permissions.ts';

export const Role = Type.Enum(roles);
export const InterfaceLanguage = Type.Enum(['en', 'es']);
export const LanguageCode = Type.String({ pattern: '^[a-z]{2,3}(-[A-Z]{2})?$' });
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
export const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });
export const Done = Type.Object({ done: Type.Literal(true) });
