import { loadAllContent } from './content.ts';

/** Part of `npm run check`: content that does not load fails the build. */
try {
  console.log(`Content is valid: ${loadAllContent().join(', ')}.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
