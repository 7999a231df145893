/** Files, functions and screens that outgrew a reader, and exported functions without their sentence. */
import type { Function, Node, ArrowFunctionExpression } from 'oxc-parser';

import { isTest, placeOf } from './place.ts';
import { type SourceFile, type Violation, walk } from './source-file.ts';

const maximumFileLines = 400;
const maximumFunctionLines = 50;
// Markup is longer than logic; beyond this a component is missing.
const maximumComponentLines = 150;

export function checkSize(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !isTest(file.path) && !file.path.endsWith('.spec.ts'))
    .flatMap((file) => [
      ...(saysWhyLong(file) ? [] : [...checkFileLength(file), ...checkFunctionLength(file)]),
      ...checkSentences(file),
    ]);
}

function saysWhyLong(file: SourceFile): boolean {
  return file.text.split('\n', 5).some((line) => /^\/\/ Long because: \S/.test(line));
}

const remedy = 'Split it, or begin the file with "// Long because: …".';

function checkFileLength(file: SourceFile): Violation[] {
  const lines = file.text.trimEnd().split('\n').length;
  if (lines <= maximumFileLines) return [];
  return [
    {
      path: file.path,
      line: 1,
      rule: 'file-length',
      message: `has ${lines} lines; the limit is ${maximumFileLines}. ${remedy}`,
    },
  ];
}

function checkFunctionLength(file: SourceFile): Violation[] {
  const violations: Violation[] = [];
  walk(file.program, (node) => {
    if (!isFunction(node)) return;
    const start = file.lineAt(node.start);
    const lines = file.lineAt(node.end) - start + 1;
    const limit = isComponent(file, node) ? maximumComponentLines : maximumFunctionLines;
    if (lines <= limit) return;
    violations.push({
      path: file.path,
      line: start,
      rule: 'function-length',
      message: `${nameOf(node) ?? 'a function'} has ${lines} lines; the limit is ${limit}. ${remedy}`,
    });
  });
  return violations;
}

type AnyFunction = Function | ArrowFunctionExpression;

function isFunction(node: Node): node is AnyFunction {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

function nameOf(node: AnyFunction): string | undefined {
  return node.type === 'ArrowFunctionExpression' ? undefined : node.id?.name;
}

function isComponent(file: SourceFile, node: AnyFunction): boolean {
  return file.path.endsWith('.tsx') && /^[A-Z]/.test(nameOf(node) ?? '');
}

/** Exported functions of core and of a service say in one sentence what they do. */
function checkSentences(file: SourceFile): Violation[] {
  const place = placeOf(file.path);
  const owesSentences =
    place?.room === 'core' || (place?.room === 'server' && place.part === 'service');
  if (!owesSentences) return [];
  return file.program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = node;
    if (declaration?.type !== 'FunctionDeclaration' || isCommented(file, node.start)) return [];
    return [
      {
        path: file.path,
        line: file.lineAt(node.start),
        rule: 'sentence',
        message: `${declaration.id?.name ?? 'the function'} is exported without a word. Say above it in one plain sentence what it does.`,
      },
    ];
  });
}

function isCommented(file: SourceFile, start: number): boolean {
  return file.comments.some(
    (comment) => comment.end <= start && file.text.slice(comment.end, start).trim() === '',
  );
}
