/**
 * Stands in for `typebox` in the browser. Screens need the method, path and types of a contract; its
 * schemas are checked by the server alone, and building them here would cost 12 kB and time at every
 * start. Whatever is asked of a schema gives another empty one.
 */
const emptySchema: object = new Proxy(() => emptySchema, {
  get: () => emptySchema,
  ownKeys: () => [],
  getOwnPropertyDescriptor: () => undefined,
});

export const Type = emptySchema;
