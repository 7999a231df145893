import { listMigrations } from '../../platform/server/migrate.ts';
import { withRuntime, type Command } from './command.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'Bring the database schema up to date.',
  run: () =>
    // Opening the installation migrates it; a failure is thrown with the file that failed.
    withRuntime(async () => {
      console.log(`The schema is up to date (${listMigrations().length} migrations).`);
      return 0;
    }),
};
