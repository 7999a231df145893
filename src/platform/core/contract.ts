import { Type, type Static, type TSchema } from 'typebox';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One route: the server registers it, the web client calls it and the API document prints it from
 * this same object. `permission` names a row of the permission table (access/core/permissions.ts);
 * `healthInformation` obliges the handler to write to the audit log.
 */
export interface Contract<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly permission: string;
  readonly healthInformation: boolean;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly reply: Answer;
}

const nothing = Type.Object({}, { additionalProperties: false });

interface Given<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly permission: string;
  readonly healthInformation: boolean;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
}

/** Declares a route; parts that are not given must be absent in a request. */
export function contract<
  R extends TSchema,
  P extends TSchema = typeof nothing,
  Q extends TSchema = typeof nothing,
  B extends TSchema = typeof nothing,
>(given: Given<P, Q, B, R>): Contract<P, Q, B, R> {
  return {
    ...given,
    params: given.params ?? (nothing as unknown as P),
    query: given.query ?? (nothing as unknown as Q),
    body: given.body ?? (nothing as unknown as B),
  };
}

/** What a handler receives and a client sends. */
export interface Input<C extends Contract> {
  readonly params: Static<C['params']>;
  readonly query: Static<C['query']>;
  readonly body: Static<C['body']>;
}

export type Reply<C extends Contract> = Static<C['reply']>;

/** Common pieces of contracts. */
export const Id = Type.String({ format: 'uuid' });
export const Instant = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });
export const Bilingual = Type.Object({ en: Type.String(), es: Type.String() });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
