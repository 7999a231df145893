/** What may not be written in some places: SQL outside the stores, clocks and I/O in core, barrels. */
import type { Node } from 'oxc-parser';

import { isTest, placeOf } from './place.ts';
import { type SourceFile, type Violation, walk } from './source-file.ts';

export function checkStatements(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) => [...checkSql(file), ...checkPurity(file), ...checkBarrel(file)]);
}

const queryMethods = [
  'query',
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
];

function checkSql(file: SourceFile): Violation[] {
  const place = placeOf(file.path);
  const mayWriteSql =
    isTest(file.path) ||
    // It cannot import a driver; its .query() asks the query cache.
    place?.room === 'web' ||
    (place?.room === 'server' && (place.slice === 'platform' || place.part === 'store'));
  if (mayWriteSql) return [];
  const report = (line: number, what: string): Violation => ({
    path: file.path,
    line,
    rule: 'sql',
    message: `${what} outside a store. Write a function in the slice's server/store.ts that takes tx first.`,
  });
  const violations = file.imports
    .filter((each) => each.specifier === 'kysely' && each.names.includes('sql'))
    .map((each) => report(each.line, 'the sql tag of kysely'));
  walk(file.program, (node) => {
    const method = calledMethod(node);
    if (method !== undefined && queryMethods.includes(method)) {
      violations.push(report(file.lineAt(node.start), `a call of .${method}()`));
    }
  });
  return violations;
}

function calledMethod(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { property } = node.callee;
  return property.type === 'Identifier' ? property.name : undefined;
}

function checkPurity(file: SourceFile): Violation[] {
  if (placeOf(file.path)?.room !== 'core' || isTest(file.path)) return [];
  const violations: Violation[] = [];
  walk(file.program, (node) => {
    const what = impurity(node);
    if (what === undefined) return;
    violations.push({
      path: file.path,
      line: file.lineAt(node.start),
      rule: 'pure-core',
      message: `${what} makes core depend on more than its arguments. Pass the value in.`,
    });
  });
  return violations;
}

const impureCalls = ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask'];
const impureMembers = ['Date.now', 'Math.random', 'performance.now', 'Temporal.Now'];
const impureObjects = ['process', 'console', 'crypto', 'globalThis'];

function impurity(node: Node): string | undefined {
  if (node.type === 'NewExpression' && node.arguments.length === 0) {
    return isNamed(node.callee, 'Date') ? 'new Date()' : undefined;
  }
  if (node.type === 'CallExpression') {
    const name = node.callee.type === 'Identifier' ? node.callee.name : '';
    return name === 'Date' || impureCalls.includes(name) ? `${name}()` : undefined;
  }
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const property = node.property.type === 'Identifier' ? node.property.name : '';
    const member = `${node.object.name}.${property}`;
    const impure = impureMembers.includes(member) || impureObjects.includes(node.object.name);
    return impure ? member : undefined;
  }
  return undefined;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function checkBarrel(file: SourceFile): Violation[] {
  const barrels = file.program.body.filter((node) => node.type === 'ExportAllDeclaration');
  const message = 'is a barrel. Import each name from the file that declares it.';
  if (/\/index\.tsx?$/.test(file.path)) {
    return [{ path: file.path, line: 1, rule: 'barrel', message: `index.ts ${message}` }];
  }
  return barrels.map((node) => ({
    path: file.path,
    line: file.lineAt(node.start),
    rule: 'barrel',
    message: `export * ${message}`,
  }));
}
