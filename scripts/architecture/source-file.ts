import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

import { type Comment, type Node, parseSync, type Program } from 'oxc-parser';

export interface Import {
  readonly specifier: string;
  /** Path from the root when the specifier is relative, e.g. `src/work/core/clock.ts`. */
  readonly target: string | undefined;
  /** Names as exported by the other module; empty for `*` and for side effects. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  lineAt(offset: number): number;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** Parses every TypeScript file below the folders; generated files and declarations are left out. */
export function readSourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.d\.ts$|database-types\.ts$/.test(file))
    .map((file) => relative(root, file).split(sep).join('/'))
    .sort()
    .map((path) => parseFile(path, readFileSync(join(root, path), 'utf8')));
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    // A folder appears with its first file.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parseFile(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  const failure = errors[0];
  if (failure !== undefined) throw new Error(`${path} does not parse: ${failure.message}`);
  const lineAt = lineFinder(text);
  return { path, text, program, comments, imports: listImports(path, program, lineAt), lineAt };
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (const match of text.matchAll(/\n/g)) starts.push(match.index + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function listImports(path: string, program: Program, lineAt: (offset: number) => number): Import[] {
  const imports: Import[] = [];
  walk(program, (node) => {
    const specifier = importedFrom(node);
    if (specifier === undefined) return;
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : undefined;
    imports.push({ specifier, target, names: importedNames(node), line: lineAt(node.start) });
  });
  return imports;
}

/** The module that an `import`, `export … from`, `import()` or `import('…').Type` names. */
function importedFrom(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType': {
      const source = node.source;
      return source?.type === 'Literal' && typeof source.value === 'string'
        ? source.value
        : undefined;
    }
    default:
      return undefined;
  }
}

function importedNames(node: Node): string[] {
  if (node.type !== 'ImportDeclaration') return [];
  return node.specifiers.flatMap((specifier) =>
    specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
      ? [specifier.imported.name]
      : [],
  );
}

/** Visits a node and all below it, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) walk(child, visit);
    }
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
