/** Writes src/platform/server/database-types.ts from a freshly migrated database (`--verify` compares). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readConfig } from '../src/platform/server/config.ts';
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts';
import { migrate } from '../src/platform/server/migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'enlace-codegen-'));
const postgres = await startEmbeddedPostgres({
  dataFolder: folder,
  user: readConfig().postgresUser,
  settings: { fsync: 'off' },
});
let status: number | null = 1;
try {
  await migrate(postgres.connectionString);
  const result = spawnSync(
    'npx',
    [
      ...['kysely-codegen', '--dialect', 'postgres', '--camel-case', '--date-parser', 'string'],
      ...['--numeric-parser', 'number', '--default-schema', 'public'],
      ...['--exclude-pattern', '{schema_migration,reading_2*}', '--type-only-imports'],
      ...[
        '--url',
        postgres.connectionString,
        '--out-file',
        'src/platform/server/database-types.ts',
      ],
      ...(process.argv.includes('--verify') ? ['--verify'] : []),
    ],
    { stdio: 'inherit' },
  );
  status = result.status;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);
