import { ingestProblems } from '../../../core/problems.ts';
import { measureRequest, withingsLink } from '../../../core/vendors/withings-link.ts';
import type { WithingsNotification } from '../../../core/vendors/withings.ts';
import { ask } from './ask.ts';
import { accessOf, type LinkedSource, type TokenSetting } from './tokens.ts';

/**
 * The measure groups that a notification is about; undefined when there is no access to the account.
 * Refuses with `ingest.vendor-unreachable` what may work later: Withings notifies again.
 */
export async function fetchNotified(
  setting: TokenSetting,
  source: LinkedSource,
  { userId, from, to }: WithingsNotification,
): Promise<Buffer | undefined> {
  const period = { startdate: String(from), enddate: String(to) };
  const fetchWith = async (rejected?: string): Promise<Buffer | undefined> => {
    const access = await accessOf(setting, source, userId, rejected);
    if (access.outcome === 'later') throw ingestProblems['ingest.vendor-unreachable']();
    if (access.outcome !== 'access' || source.baseUrl === null) return undefined;
    const { accessToken, application } = access;
    const asked = await ask(source.baseUrl, measureRequest(accessToken, period));
    if (asked.outcome === 'later') throw ingestProblems['ingest.vendor-unreachable']();
    const asking = { account: userId, accessToken, application, since: from, until: to };
    const page = withingsLink.readPage(asked.answer, asking);
    if (page.outcome === 'later') throw ingestProblems['ingest.vendor-unreachable']();
    if (page.outcome === 'page') return asked.raw;
    return rejected === undefined ? fetchWith(accessToken) : undefined;
  };
  return fetchWith();
}
