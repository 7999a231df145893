import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import type { LikelyDuplicate, NewPatient, PatientPage, SearchPatients } from '../../contract.ts';
import { normalizeContactValue } from '../../core/contact-point.ts';
import { likelyDuplicateScore, scoreDuplicate, type IdentityProbe } from '../../core/duplicate.ts';
import { dayIn } from '../../core/age.ts';
import { fullName } from '../../core/name.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { isEmptyQuery, parsePatientQuery } from '../../core/search.ts';
import { loadPatientHeaders } from '../service.ts';
import { selectDuplicateCandidates, selectIdentityProbes } from '../store/identity.ts';
import { searchPatientIds } from '../store/search.ts';

const pageSize = 50;

/**
 * One page of the patients that a text means, by surname; without a text, of all. Who is bound to a
 * practice or patient finds nobody else. Restricted patients are found, so that the glass can be broken
 * for the right one, but their telephone number is not shown.
 */
export async function searchPatients(
  context: Context,
  wanted: SearchPatients,
): Promise<PatientPage> {
  const { tx, caller, now } = context;
  const limit = wanted.limit ?? pageSize;
  const query = parsePatientQuery(wanted.text ?? '', dayIn('UTC', now));
  const elsewhere =
    caller.practiceId && (wanted.practiceId ?? caller.practiceId) !== caller.practiceId;
  // "%" means nobody, not everybody.
  const senseless = isEmptyQuery(query) && (wanted.text ?? '').trim() !== '';
  if (elsewhere || senseless) return emptyPage(context);
  const hits = await searchPatientIds(tx, query, {
    practiceId: caller.practiceId ?? wanted.practiceId ?? null,
    patientId: caller.patientId,
    status: wanted.status ?? null,
    after: wanted.after === undefined ? null : readCursor(wanted.after),
    limit: limit + 1,
  });
  const shown = hits.slice(0, limit);
  const headers = await loadPatientHeaders(
    tx,
    shown.map((hit) => hit.id),
  );
  const patients = shown.flatMap((hit) => headers.get(hit.id) ?? []).map(veil);
  await recordAudit(context, {
    action: 'patients.search',
    patientIds: patients.map(({ id }) => id),
  });
  const last = shown.at(-1);
  return { patients, next: hits.length > limit && last ? writeCursor(last) : null };
}

async function emptyPage(context: Context): Promise<PatientPage> {
  await recordAudit(context, { action: 'patients.search', patientIds: [] });
  return { patients: [], next: null };
}

function veil(header: PatientHeader): PatientHeader {
  return header.restricted ? { ...header, phone: null } : header;
}

function writeCursor(last: { readonly sortName: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([last.sortName, last.id])).toString('base64url');
}

function readCursor(cursor: string): { sortName: string; id: string } {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [sortName, id] = value as [unknown, unknown];
    if (
      typeof sortName === 'string' &&
      typeof id === 'string' &&
      isUuid(id) &&
      !sortName.includes('\0')
    ) {
      return { sortName, id };
    }
  } catch {
    // Answered below: a cursor that is not ours.
  }
  throw platformProblems['request.invalid']({
    fields: [{ at: '/after', why: 'not a page of this list' }],
  });
}

/**
 * Patients who are probably the one about to be entered, likeliest first, with score (0–100) and reasons.
 * Weights: core/duplicate.ts. Audited with everybody who is shown.
 */
export async function findLikelyDuplicates(
  context: Context,
  given: NewPatient,
): Promise<LikelyDuplicate[]> {
  const [found = []] = await findDuplicatesOf(context, [toProbe(given)]);
  const headers = await loadPatientHeaders(
    context.tx,
    found.map(({ patientId }) => patientId),
  );
  const duplicates = found.flatMap(({ patientId, score, reasons }) => {
    const patient = headers.get(patientId);
    return patient ? [{ patient: veil(patient), score, reasons: [...reasons] }] : [];
  });
  await recordAudit(context, {
    action: 'patients.compare',
    patientIds: duplicates.map(({ patient }) => patient.id),
  });
  return duplicates;
}

export interface FoundDuplicate {
  readonly patientId: string;
  readonly score: number;
  readonly reasons: ReturnType<typeof scoreDuplicate>['reasons'];
}

const mostDuplicates = 20;

/** For each probe the stored patients that are likely the same person, likeliest first; does not audit. */
export async function findDuplicatesOf(
  { tx, caller }: Context,
  probes: readonly IdentityProbe[],
): Promise<FoundDuplicate[][]> {
  if (probes.length === 0) return [];
  const pairs = await selectDuplicateCandidates(tx, probes, caller.practiceId);
  const stored = await selectIdentityProbes(tx, [...new Set(pairs.map((pair) => pair.patientId))]);
  const byProbe = Map.groupBy(pairs, (pair) => pair.probe);
  return probes.map((probe, at) =>
    (byProbe.get(at) ?? [])
      .flatMap(({ patientId }) => {
        const other = stored.get(patientId);
        return other ? [{ patientId, ...scoreDuplicate(probe, other) }] : [];
      })
      .filter(({ score }) => score >= likelyDuplicateScore)
      .sort((a, b) => b.score - a.score || (a.patientId < b.patientId ? -1 : 1))
      .slice(0, mostDuplicates),
  );
}

function toProbe(given: NewPatient): IdentityProbe {
  const points = (given.contactPoints ?? []).map(({ channel, value }) => ({
    channel,
    value: normalizeContactValue(channel, value),
  }));
  const valuesOf = (...channels: readonly string[]) =>
    points.flatMap(({ channel, value }) => (channels.includes(channel) && value ? [value] : []));
  return {
    name: fullName({
      givenNames: given.givenNames,
      familyName: given.familyName,
      secondFamilyName: given.secondFamilyName ?? null,
      preferredName: null,
    }),
    birthDate: given.birthDate ?? null,
    sex: given.sex ?? null,
    postalCode: given.address?.postalCode ?? null,
    phones: valuesOf('phone', 'text'),
    emails: valuesOf('email'),
    identifiers: (given.identifiers ?? []).map(({ system, value }) => `${system}|${value}`),
  };
}
