import { Type } from 'typebox';

import { Id } from '../../platform/core/contract.ts';

export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Enum<T[number][]>([...values]);

export const PriorityLevel = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
]);
export const Words = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });
export const ShortWords = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
export const Code = Type.String({ minLength: 1, maxLength: 100 });
export const Person = Type.Object({ id: Id, name: Type.String() });
export const Params = Type.Record(
  Type.String(),
  Type.Union([Type.String({ maxLength: 500 }), Type.Number()]),
);

export const itemParams = Type.Object({ id: Id });
/** Decisions say which version they rest on: worse evidence that came meanwhile refuses them. */
export const seen = { version: Type.Integer({ minimum: 1 }) };
