import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const target = process.env['ENLACE_DEV_SERVER'] ?? 'http://localhost:3000';
// The server takes writes from its own origin only; in development the proxy stands for it.
const server = { target, changeOrigin: true, headers: { origin: target } };

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      {
        find: /^typebox$/,
        replacement: fileURLToPath(
          new URL('src/platform/web/left-out-schemas.ts', import.meta.url),
        ),
      },
    ],
  },
  build: {
    outDir: 'dist/web',
    // Fonts, pictures and scripts are files of our own: the content policy allows nothing else.
    assetsInlineLimit: 0,
    target: 'es2023',
    rolldownOptions: {
      // The staff's application, and the light one of patients.
      input: ['index.html', 'portal.html'],
    },
  },
  server: { proxy: { '/api': server, '/ingest': server, '/fhir': server } },
});
