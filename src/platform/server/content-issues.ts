import { isNode, type Document, type LineCounter } from 'yaml';

/** One thing that is wrong in a content file. */
export interface ContentIssue {
  readonly file: string;
  readonly line: number;
  /** The key, as components.0.limits. */
  readonly path: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What the schema validator tells of one error. */
interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

/** Turns the validator's errors into lines a person can act on, each with its place in the file. */
export function describeErrors(
  file: string,
  document: Document.Parsed,
  lines: LineCounter,
  errors: readonly SchemaError[],
): ContentIssue[] {
  const issues = errors
    .filter((error) => isTelling(error, errors))
    .map((error) => {
      const path = error.instancePath.split('/').slice(1).map(unescapePointer);
      return {
        file,
        line: lineOf(document, lines, path),
        path: path.join('.'),
        message: describe(error),
      };
    });
  const known = new Set<string>();
  return issues.filter(({ path, message }) => {
    const key = `${path} ${message}`;
    return !known.has(key) && known.add(key);
  });
}

/**
 * A union reports every branch it tried. Of those only the errors deeper than the union itself are
 * of use; when there are none, the summary is. "Schema is false" repeats what additionalProperties says.
 */
function isTelling(error: SchemaError, errors: readonly SchemaError[]): boolean {
  if (error.keyword === 'boolean') return false;
  const path = error.instancePath;
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  if (error.keyword === 'anyOf') {
    return !errors.some((other) => other.instancePath.startsWith(`${path}/`));
  }
  return !unions.some((union) => union.instancePath === path && error !== union);
}

function describe(error: SchemaError): string {
  const params: Readonly<Record<string, unknown>> = { ...error.params };
  switch (error.keyword) {
    case 'required':
      return `${listed(params['requiredProperties'])} missing. Add it.`;
    case 'additionalProperties':
      return `${listed(params['additionalProperties'])} not known here. Correct the spelling or remove it.`;
    case 'anyOf':
      return 'none of the allowed forms. Compare it with a neighbouring file.';
    case 'const':
    case 'enum':
      return `${error.message} (${JSON.stringify(params['allowedValue'] ?? params['allowedValues'])}).`;
    default:
      return `${error.message}. Correct the value.`;
  }
}

function listed(names: unknown): string {
  return Array.isArray(names) ? names.map((name) => `"${String(name)}"`).join(', ') : 'A key is';
}

/** The line of the key, or of the nearest one around it that exists. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown =
      length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
