import type { FastifyReply, FastifyRequest } from 'fastify';

import { platformProblems } from '../../../platform/core/problem.ts';
import type { Routes } from '../../../platform/server/http.ts';
import * as contracts from '../../contract/sources.ts';
import { vendorNames, type VendorName } from '../../core/vendors/vendor.ts';
import { answerDelivery } from '../answer.ts';
import { decodeBody } from '../body.ts';
import { createSeal, type Seal } from '../service/sources/seal.ts';
import type { Ingest } from '../service.ts';
import { createSource, listSources, rotateSource, switchSource } from '../service/sources.ts';
import { requireSource } from '../service/sources/access.ts';
import { beginConsent, finishConsent } from '../service/sources/consent.ts';
import {
  listAccounts,
  removeAccount,
  saveAccount,
  saveApplication,
} from '../service/sources/accounts.ts';
import { deliver, type VendorDelivery, type VendorSetting } from '../service/sources/deliver.ts';

/**
 * Registers the webhooks of vendors and the screen on which they are set up. `secret` is that of the
 * installation: under it the vendors' own secrets are sealed.
 */
export function registerVendorRoutes(routes: Routes, ingest: Ingest, secret: string): void {
  const { database, clock } = routes.options;
  const seal = createSeal(secret);
  registerWebhooks(routes, { database, ingest, seal, clock });
  routes.route(contracts.listSourcesRoute, async (context) => ({
    sources: await listSources(context),
  }));
  routes.route(contracts.createSourceRoute, (context, { body }) =>
    createSource(context, seal, body),
  );
  routes.route(contracts.switchSourceRoute, async (context, { params, body }) => {
    await switchSource(context, params.id, body.enabled);
    return body;
  });
  routes.route(contracts.rotateSourceRoute, (context, { params }) =>
    rotateSource(context, seal, params.id),
  );
  registerAccounts(routes, seal);
}

function registerAccounts(routes: Routes, seal: Seal): void {
  routes.route(contracts.saveAccountRoute, async (context, { params, body }) => ({
    accounts: await saveAccount(context, seal, params.id, body),
  }));
  routes.route(contracts.listAccountsRoute, async (context, { params }) => ({
    accounts: await listAccounts(context, params.id),
  }));
  routes.route(contracts.removeAccountRoute, async (context, { params, body }) => ({
    accounts: await removeAccount(context, params.id, body.account),
  }));
  routes.route(contracts.beginConsentRoute, async (context, { params, body }) => ({
    page: await beginConsent(context, seal, params.id, body.account ?? null),
  }));
  routes.route(contracts.finishConsentRoute, (context, { body }) =>
    finishConsent(context, seal, body),
  );
  routes.route(contracts.saveApplicationRoute, async (context, { params, body }) => {
    await saveApplication(context, seal, params.id, body);
    return { hasApplication: true };
  });
}

/**
 * One address per vendor; `source` in its query says whose. They are no contracts: vendors, not users or
 * tokens, prove themselves here, each in its own way. GET and HEAD answer vendors that look whether the
 * address exists (Withings) and need the same proof.
 */
function registerWebhooks({ http }: Routes, setting: VendorSetting): void {
  void http.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const url = '/ingest/:vendor';
    const summary = 'Takes what a vendor delivers, and answers what became of each item.';
    scope.post(url, { schema: { summary } }, async (request, reply) => {
      const { source, body } = await prove(setting, request);
      const contentType = (request.headers['content-type'] ?? 'application/json').slice(0, 100);
      const outcomes = await deliver(setting, { source, contentType, body });
      return uncached(reply).send(answerDelivery(outcomes));
    });
    scope.get(
      url,
      { schema: { summary: 'Tells a vendor that its address is right.' } },
      async (request, reply) => {
        await prove(setting, request);
        return uncached(reply).send({ status: 'ready' });
      },
    );
    done();
  });
}

function uncached(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}

interface Proven {
  readonly source: VendorDelivery['source'];
  readonly body: Buffer;
}

/** What came, of the source that it proves to be from. */
async function prove(setting: VendorSetting, request: FastifyRequest): Promise<Proven> {
  const { vendor } = request.params as { vendor: string };
  if (!isVendor(vendor)) throw platformProblems['record.not-found']();
  const query = request.query as Readonly<Record<string, unknown>>;
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { authorization, 'enlace-signature': signature } = request.headers;
  const source = await requireSource(
    setting,
    { vendor, id: query['source'] },
    {
      authorization,
      signature: typeof signature === 'string' ? signature : undefined,
      secret: typeof query['secret'] === 'string' ? query['secret'] : undefined,
      // As it came over the wire: that is what was signed.
      body: sent,
    },
  );
  return { source, body: await decodeBody(sent, request.headers['content-encoding']) };
}

function isVendor(name: string): name is VendorName {
  return (vendorNames as readonly string[]).includes(name);
}
