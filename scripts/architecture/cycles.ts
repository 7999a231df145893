import type { SourceFile, Violation } from './source-file.ts';

/** One violation per cycle of imports, reported at the first file of the cycle in alphabetical order. */
export function checkCycles(files: readonly SourceFile[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found = new Map<string, Violation>();

  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const violation = describe(trail.slice(start), byPath);
      found.set(violation.message, violation);
      return;
    }
    if (done.has(path)) return;
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined && byPath.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  }

  for (const file of files) visit(file.path, []);
  return [...found.values()];
}

function describe(cycle: readonly string[], byPath: ReadonlyMap<string, SourceFile>): Violation {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '');
  const ordered = [...cycle.slice(first), ...cycle.slice(0, first)];
  const [path = '', next = path] = ordered;
  const line = byPath.get(path)?.imports.find((each) => each.target === next)?.line ?? 1;
  return {
    path,
    line,
    rule: 'cycle',
    message: `${[...ordered, path].join(' → ')}. Move what both need into a file that imports neither.`,
  };
}
