/** Builds the web client, unless it is up to date. */
import { ensureWebBuild } from '../src/app/web-assets.ts';

await ensureWebBuild((message) => console.log(message));
