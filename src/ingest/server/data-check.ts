import type { Context } from '../../platform/server/context.ts';
import { loadPatientHeaders } from '../../people/server/service.ts';
import type { Finding, Priority } from '../../work/core/finding.ts';
import type { WorkSignal } from '../../work/core/signal.ts';
import { raise, settle } from '../../work/server/service.ts';
import { resolve } from '../../work/server/service/actions.ts';
import { readItem } from '../../work/server/service/views.ts';
import { itemMessages } from '../core/item-codes.ts';
import { countHeld, type HeldCount, type NewQuarantineRow } from './store/quarantine.ts';

const kind = 'data-check';

/** A dangerous value waits for nobody; a known patient's comes before what belongs to nobody yet. */
function priorityOf({ critical, outcome }: HeldCount, known: boolean): Priority {
  if (critical) return 2;
  return known && outcome === 'quarantined' ? 3 : 4;
}

/** Makes newly held data somebody's work: one item per patient, or per source when nobody is known. */
export async function raiseDataChecks(
  context: Context,
  added: readonly Pick<NewQuarantineRow, 'subject' | 'patientId'>[],
): Promise<void> {
  if (added.length === 0) return;
  const subjects = new Map(added.map((row) => [row.subject, row.patientId]));
  const held = await loadHeld(context, [...subjects.keys()]);
  const patients = [...subjects.values()].filter((id) => id !== null);
  const headers = await loadPatientHeaders(context.tx, patients);
  const signals = [...held].flatMap(([subject, findings]): readonly WorkSignal[] => {
    const patientId = subjects.get(subject) ?? null;
    const header = patientId === null ? undefined : headers.get(patientId);
    const priority = Math.min(...findings.map((one) => one.priority)) as Priority;
    return [
      {
        kind,
        subject,
        patientId,
        practiceId: header?.practiceId ?? null,
        language: header?.language ?? 'en',
        priority,
        findings,
        at: Math.min(...findings.map((one) => one.at)),
      },
    ];
  });
  await raise(context, signals);
}

/**
 * Tells the work of a subject what is still held after a person decided. With nothing left it is done,
 * and closed in the name of whoever decided last; somebody else who owns it closes it when they see fit.
 */
export async function settleDataChecks(context: Context, subject: string): Promise<void> {
  const held = await loadHeld(context, [subject]);
  const findings = held.get(subject) ?? [];
  const [settled] = await settle(context, [{ kind, subject, findings }]);
  if (settled === undefined || settled.change === 'closed' || findings.length > 0) return;
  // What a replay settled, somebody still closes: work ends with a person.
  if (context.caller.kind !== 'user') return;
  const { owner, version } = await readItem(context, settled.itemId);
  if (owner !== null && owner.id !== context.caller.id) return;
  await resolve(context, settled.itemId, { version, disposition: 'decided', note: '' });
}

async function loadHeld(
  context: Context,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const rows = await countHeld(context.tx, context.caller.organizationId, subjects);
  const bySubject = Map.groupBy(rows, (row) => row.subject);
  return new Map([...bySubject].map(([subject, own]) => [subject, own.map(findingOf)]));
}

/** Counts and codes only: what the values were is shown on the quarantine screen. */
function findingOf(row: HeldCount): Finding {
  return {
    code: row.reason,
    ruleId: `data-check/${row.reason}${row.kind === null ? '' : `/${row.kind}`}`,
    kind: row.kind ?? 'any',
    direction: 'none',
    priority: priorityOf(row, !row.subject.startsWith('source:')),
    magnitude: row.count,
    unconfirmed: true,
    at: row.newestAt,
    params: { count: row.count },
    text: itemMessages[row.reason].title,
  };
}
