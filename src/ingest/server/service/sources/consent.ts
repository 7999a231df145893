import { ingestProblems } from '../../../core/problems.ts';
import type { Application, Tokens } from '../../../core/vendors/link.ts';
import { linkOf } from '../../../core/vendors/links.ts';
import type { Context } from '../../../../platform/server/context.ts';
import { selectApplication, type SourceRow } from '../../store/sources.ts';
import { keepTokens } from './accounts.ts';
import { openApplication, openText } from './application.ts';
import { ask } from './ask.ts';
import type { Seal } from './seal.ts';
import { requireSource } from '../sources.ts';

/** What comes back with the code: sealed, so that nobody can make one up. */
interface ConsentState {
  readonly sourceId: string;
  /** Null: the vendor will say it. */
  readonly account: string | null;
  /** Only who began may finish: nobody is made to link a stranger's account. */
  readonly userId: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly until: number;
}

const goodForMs = 15 * 60_000;

/** The vendor's page on which the person consents. Refuses with `ingest.consent-unavailable` what could not be finished. */
export async function beginConsent(
  context: Context,
  seal: Seal,
  id: string,
  account: string | null,
): Promise<string> {
  const source = await requireSource(context, id);
  const { consent, application, redirectUri } = await consentOf(context, seal, source);
  if (!consent.namesAccount && account === null) {
    throw ingestProblems['ingest.consent-unavailable']();
  }
  const state: ConsentState = {
    ...{ sourceId: id, account, userId: context.caller.id },
    until: context.now.getTime() + goodForMs,
  };
  const sealed = seal.seal(JSON.stringify(state)).toString('base64url');
  const { clientId } = application;
  return consent.page(source.baseUrl ?? '', { clientId, redirectUri, state: sealed }).toString();
}

/**
 * Links the account for which the vendor gave a code. Refuses with `ingest.consent-refused` a state that is
 * old, made up or another person's, and a code that the vendor does not honour.
 */
export async function finishConsent(
  context: Context,
  seal: Seal,
  { state: sealed, code }: { readonly state: string; readonly code: string },
): Promise<{ label: string; account: string }> {
  const state = readState(seal, sealed);
  const isOurs = state?.userId === context.caller.id && state.until > context.now.getTime();
  if (state === undefined || !isOurs) throw ingestProblems['ingest.consent-refused']();
  const source = await requireSource(context, state.sourceId);
  const { consent, link, application, redirectUri } = await consentOf(context, seal, source);
  const asked = await ask(
    source.baseUrl ?? '',
    consent.exchange(application, { code, redirectUri }),
  );
  const given = asked.outcome === 'answer' ? link.readRefreshed(asked.answer) : asked;
  if (given.outcome !== 'tokens') throw ingestProblems['ingest.consent-refused']();
  const account = accountOf(given.tokens, state);
  await keepTokens(context, seal, source, account, given.tokens);
  return { label: source.label, account };
}

/** An account that was linked as somebody's must stay theirs. */
function accountOf({ account: told }: Tokens, { account }: ConsentState): string {
  const name = told ?? account;
  if (name === null || (told !== null && account !== null && told !== account)) {
    throw ingestProblems['ingest.consent-refused']();
  }
  return name;
}

async function consentOf({ tx, caller }: Context, seal: Seal, source: SourceRow) {
  const link = linkOf(source.vendor);
  const sealed = await selectApplication(tx, caller.organizationId, source.id);
  const application: Application | null = openApplication(seal, sealed);
  const redirectUri = application?.redirectUri ?? null;
  if (!link?.consent || application === null || redirectUri === null || source.baseUrl === null) {
    throw ingestProblems['ingest.consent-unavailable']();
  }
  return { link, consent: link.consent, application, redirectUri };
}

function readState(seal: Seal, sealed: string): ConsentState | undefined {
  const text = openText(seal, Buffer.from(sealed, 'base64url'));
  if (text === null) return undefined;
  // Under the same seal are tokens too: they have no such fields.
  try {
    const state = JSON.parse(text) as Partial<ConsentState> | null;
    return typeof state?.sourceId === 'string' && typeof state.until === 'number'
      ? (state as ConsentState)
      : undefined;
  } catch {
    return undefined;
  }
}
