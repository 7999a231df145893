import { systemCaller, type Context } from '../../../../platform/server/context.ts';
import type { Tx } from '../../../../platform/server/database.ts';
import { announce } from '../../../../platform/server/live.ts';
import type { Finding } from '../../../../work/core/finding.ts';
import { raise, settle } from '../../../../work/server/service.ts';
import { accountProblems, type AccountProblem } from '../../../core/vendors/link.ts';
import {
  selectAccounts,
  updateAccount,
  type AccountKey,
  type AccountRow,
} from '../../store/accounts.ts';
import type { SourceRow } from '../../store/sources.ts';

const minuteMs = 60_000;
const longestBackOffMs = 6 * 60 * minuteMs;
/** What does not answer for a moment is nobody's work yet. */
const patienceMs = 60 * minuteMs;

/** Without another consent or other tokens of the person nothing comes of asking again. */
const ending: ReadonlySet<AccountProblem> = new Set(['link-ended', 'other-person']);

type Labelled = Pick<SourceRow, 'id' | 'label' | 'enabled'>;

/** Notes that nothing can be fetched of an account, and tells operations. */
export async function noteTrouble(
  tx: Tx,
  source: Labelled,
  key: AccountKey,
  row: Pick<AccountRow, 'failures' | 'failingSince'>,
  problem: AccountProblem,
  now: Date,
): Promise<void> {
  const failures = row.failures + 1;
  const backOffMs = Math.min(5 * minuteMs * 2 ** Math.min(failures - 1, 10), longestBackOffMs);
  await updateAccount(tx, key, {
    ...{ problem, failures, failingSince: row.failingSince ?? now },
    state: ending.has(problem) ? 'ended' : 'linked',
    nextFetchAt: new Date(now.getTime() + backOffMs),
  });
  await tellOperations(tx, key.organizationId, source, now);
}

/**
 * Keeps one piece of work for operations for a source of which accounts cannot be fetched from: opened
 * when the first is in trouble, told what is still wrong, settled when nothing is.
 */
export async function tellOperations(
  tx: Tx,
  organizationId: string,
  source: Labelled,
  now: Date,
): Promise<void> {
  const context: Context = {
    tx,
    caller: systemCaller(organizationId, source.label),
    now,
    audited: 0,
  };
  const findings = source.enabled ? await findingsOf(context, source) : [];
  const key = { kind: 'source-outage', subject: `access:${source.id}` };
  if (findings.length === 0) {
    await settle(context, [{ ...key, findings }]);
  } else {
    const at = Math.min(...findings.map((one) => one.at));
    const priority = findings.some((one) => one.priority === 2) ? 2 : 3;
    const whose = { patientId: null, practiceId: null, language: 'en', priority } as const;
    await raise(context, [{ ...key, ...whose, findings, at }]);
  }
  await announce(tx, organizationId, ['work', 'access']);
}

async function findingsOf(
  { tx, caller, now }: Context,
  { id, label }: Labelled,
): Promise<readonly Finding[]> {
  const accounts = await selectAccounts(tx, caller.organizationId, id);
  return accountProblems.flatMap((problem) => {
    const since = accounts.flatMap((row) =>
      row.problem === problem && row.failingSince !== null ? [row.failingSince.getTime()] : [],
    );
    const at = Math.min(...since);
    const isWork = problem !== 'unreachable' || now.getTime() - at >= patienceMs;
    return since.length > 0 && isWork ? [findingOf(label, problem, since.length, at)] : [];
  });
}

function findingOf(name: string, problem: AccountProblem, count: number, at: number): Finding {
  // Without the application nobody's data comes; one account is one patient's.
  const priority = problem === 'application-refused' ? 2 : 3;
  return {
    ...{ code: 'source-access', ruleId: `source-access/${problem}`, kind: 'any', priority },
    ...{ direction: 'none', magnitude: count, unconfirmed: false, at, params: { name, count } },
    text: sentences[problem](name, count),
  };
}

/** What is wrong and who mends it how: the card has no other place for it. */
const sentences: Readonly<
  Record<AccountProblem, (name: string, count: number) => Finding['text']>
> = {
  'link-ended': (name, count) => ({
    en: `${name}: access to ${accountsEn(count)} has ended. An administrator links again under Sources.`,
    es: `${name}: terminó el acceso a ${accountsEs(count)}. Un administrador vincula de nuevo en Fuentes.`,
  }),
  'application-refused': (name, count) => ({
    en: `${name} refuses our application (${accountsEn(count)}). An administrator checks client id and secret under Sources.`,
    es: `${name} rechaza nuestra aplicación (${accountsEs(count)}). Un administrador revisa el id y el secreto de cliente en Fuentes.`,
  }),
  'other-person': (name, count) => ({
    en: `${name}: the tokens of ${accountsEn(count)} bring another person’s data; nothing of it is kept. An administrator links again under Sources.`,
    es: `${name}: los tokens de ${accountsEs(count)} traen datos de otra persona; no se guarda nada de ellos. Un administrador vincula de nuevo en Fuentes.`,
  }),
  unreachable: (name, count) => ({
    en: `${name} does not answer for ${accountsEn(count)}. Readings come late until it does; ask the vendor.`,
    es: `${name} no responde por ${accountsEs(count)}. Las lecturas llegan tarde hasta que responda; pregunte al proveedor.`,
  }),
};

function accountsEn(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}

function accountsEs(count: number): string {
  return count === 1 ? '1 cuenta' : `${count} cuentas`;
}
