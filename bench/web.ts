import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Bench } from './support.ts';

const built = join(import.meta.dirname, '../dist/web');
const kilobyte = 1_000;

/** What a browser must fetch and run before the first screen stands, compressed as it is sent. */
export const webBench: Bench = {
  name: 'web',
  run: async (say) => {
    const page = join(built, 'index.html');
    if (!existsSync(page))
      throw new Error('There is no built web client: run npm run build first.');
    const first = withImports(scriptsOf(readFileSync(page, 'utf8')));
    const all = readdirSync(join(built, 'assets'))
      .filter((file) => file.endsWith('.js'))
      .map((file) => `assets/${file}`);
    say(`${first.length} of ${all.length} scripts are loaded at first`);
    return [
      {
        name: 'first load of script, gzip',
        value: sizeOf(first),
        unit: 'kB',
        budget: { atMost: 250 },
        note: `all scripts together ${Math.round(sizeOf(all))} kB`,
      },
    ];
  },
};

function scriptsOf(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file = '']) => file);
}

/** With everything that they import at once; what is imported on demand comes later. */
function withImports(entries: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const code = readFileSync(join(built, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
      waiting.push(`assets/${name}`);
    }
  }
  return [...found];
}

function sizeOf(files: readonly string[]): number {
  const bytes = files.map((file) => gzipSync(readFileSync(join(built, file)), { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / kilobyte;
}
