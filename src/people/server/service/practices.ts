import type { AuditAction } from '../../../access/core/audit.ts';
import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import type {
  DirectoryEntry,
  NewPractice,
  Practice,
  PracticeChanges,
} from '../../contract/organization.ts';
import { normalizePhone } from '../../core/contact-point.ts';
import { peopleProblems } from '../../core/problems.ts';
import { isZone } from '../../core/zone.ts';
import { searchDirectoryRows } from '../store/directory.ts';
import { lockPractice, putPractice, selectPractices } from '../store/practices.ts';
import { given } from './changes.ts';
import { tidy } from './text.ts';

/** The practices that the caller may know of, active ones first. */
export async function listPractices(context: Context): Promise<Practice[]> {
  return selectPractices(context.tx, context.caller.practiceId);
}

/** Adds a practice; its zone is that of patients for whom nothing better is known. */
export async function createPractice(context: Context, entered: NewPractice): Promise<Practice> {
  const id = newId(context.now.getTime());
  return storePractice(context, 'practice.create', {
    ...{ id, active: true, phone: null },
    ...given(entered),
  });
}

/** Changes a practice, or closes it; its patients stay where they are. */
export async function changePractice(
  context: Context,
  id: string,
  changes: PracticeChanges,
): Promise<Practice> {
  const before = isUuid(id) ? await lockPractice(context.tx, id) : undefined;
  const { practiceId } = context.caller;
  if (!before || (practiceId && practiceId !== id)) throw platformProblems['record.not-found']();
  return storePractice(context, 'practice.change', { ...before, ...given(changes) });
}

async function storePractice(
  context: Context,
  action: AuditAction,
  entered: Practice,
): Promise<Practice> {
  if (!isZone(entered.zone)) throw peopleProblems['people.zone-unknown']();
  const phone = entered.phone === null ? null : normalizePhone(entered.phone);
  if (entered.phone !== null && phone === null) {
    throw peopleProblems['people.contact-invalid']({ channel: 'phone' });
  }
  const practice = { ...entered, name: tidy(entered.name), phone };
  const stored = await putPractice(context.tx, context.caller.organizationId, practice);
  if (!stored) throw peopleProblems['people.practice-name-taken']();
  await recordAudit(context, {
    action,
    patientIds: [],
    subject: `practice:${practice.id}`,
    purpose: 'operations',
  });
  return practice;
}

const directoryPage = 50;

/** Professionals and places outside the organization whose name begins so. */
export async function searchDirectory(context: Context, text: string): Promise<DirectoryEntry[]> {
  return searchDirectoryRows(context.tx, tidy(text), directoryPage);
}
