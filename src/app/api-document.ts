import swagger from '@fastify/swagger';

import type { Http } from '../platform/server/http.ts';

/** /api/openapi.json: the routes' own contracts as an OpenAPI document. Register before the routes. */
export async function registerApiDocument(http: Http): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Enlace',
        version: '0.1.0',
        description:
          'Errors are RFC 9457 problem details with a stable `code` and messages in English and Spanish.',
        license: { name: 'Apache-2.0' },
      },
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ bearer: [] }],
    },
  });
  http.get('/api/openapi.json', { schema: { hide: true } }, () => http.swagger());
}
