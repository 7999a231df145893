import type { Text } from './text.ts';

/** What a caller is told when something is refused: one stable code, in both languages, with the next step. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: Text;
  /** What to do next. */
  readonly advice: Text;
}

/** A refusal. Carries a code and structured detail; never health information. */
export class Problem extends Error {
  readonly code: string;
  readonly definition: ProblemDefinition;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    definition: ProblemDefinition,
    detail: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.definition = definition;
    this.detail = detail;
  }
}

const registry = new Map<string, ProblemDefinition>();

type Refuse = (detail?: Readonly<Record<string, unknown>>, cause?: unknown) => Problem;

/** Registers a slice's problems and gives one function per code that makes the refusal to throw. */
export function defineProblems<const T extends Record<string, ProblemDefinition>>(
  definitions: T,
): { readonly [code in keyof T]: Refuse } {
  const entries = Object.entries(definitions).map(([code, definition]) => {
    if (registry.has(code)) throw new Error(`Problem code ${code} is defined twice.`);
    registry.set(code, definition);
    const refuse: Refuse = (detail, cause) => new Problem(code, definition, detail, cause);
    return [code, refuse];
  });
  return Object.fromEntries(entries) as { readonly [code in keyof T]: Refuse };
}

/** Every registered problem, for the API document and its test. */
export function listProblems(): ReadonlyMap<string, ProblemDefinition> {
  return registry;
}

export const platformProblems = defineProblems({
  'request.invalid': {
    status: 400,
    title: { en: 'The request is not valid.', es: 'La solicitud no es válida.' },
    advice: {
      en: 'Correct the fields listed and send it again.',
      es: 'Corrija los campos indicados y vuelva a enviarla.',
    },
  },
  'request.too-large': {
    status: 413,
    title: { en: 'The request is too large.', es: 'La solicitud es demasiado grande.' },
    advice: {
      en: 'Send it in smaller parts.',
      es: 'Envíela en partes más pequeñas.',
    },
  },
  'request.unsupported-type': {
    status: 415,
    title: {
      en: 'This content type is not read here.',
      es: 'Aquí no se lee este tipo de contenido.',
    },
    advice: {
      en: 'Send JSON with the header Content-Type: application/json.',
      es: 'Envíe JSON con el encabezado Content-Type: application/json.',
    },
  },
  'request.too-many': {
    status: 429,
    title: { en: 'Too many requests.', es: 'Demasiadas solicitudes.' },
    advice: {
      en: 'Wait a moment and try again.',
      es: 'Espere un momento e inténtelo de nuevo.',
    },
  },
  'record.not-found': {
    status: 404,
    title: { en: 'Not found.', es: 'No se encontró.' },
    advice: {
      en: 'Check the address, or search for it again.',
      es: 'Revise la dirección o búsquelo de nuevo.',
    },
  },
  'record.changed': {
    status: 409,
    title: { en: 'Somebody changed it meanwhile.', es: 'Alguien lo cambió mientras tanto.' },
    advice: {
      en: 'Look at the newest state and decide again.',
      es: 'Vea el estado más reciente y decida de nuevo.',
    },
  },
  'server.unavailable': {
    status: 503,
    title: {
      en: 'The database cannot be reached right now.',
      es: 'En este momento no se puede acceder a la base de datos.',
    },
    advice: {
      en: 'Nothing was stored. Send it again in a few seconds.',
      es: 'No se guardó nada. Vuelva a enviarlo en unos segundos.',
    },
  },
  'server.failed': {
    status: 500,
    title: { en: 'Something failed on our side.', es: 'Algo falló de nuestro lado.' },
    advice: {
      en: 'Try again. If it happens again, tell support the request number.',
      es: 'Inténtelo de nuevo. Si se repite, comunique a soporte el número de solicitud.',
    },
  },
});
