import type { Bundle, OperationOutcome } from '@medplum/fhirtypes';

import { maximumItems } from '../../../ingest/contract.ts';
import type { DeliveryItem } from '../../../ingest/core/adapter.ts';
import { understand } from '../../../ingest/core/entry.ts';
import { parseBundle, type ParsedBundle } from '../../../ingest/core/fhir/bundle.ts';
import { noLinks } from '../../../ingest/core/fhir/links.ts';
import { parseObservation } from '../../../ingest/core/fhir/observation.ts';
import { fieldsOf, type Fields } from '../../../ingest/core/narrow.ts';
import type { ItemOutcome } from '../../../ingest/core/outcome.ts';
import type { Ingest } from '../../../ingest/server/service.ts';
import { withdrawSent } from '../../../ingest/server/service/withdrawals.ts';
import { importFhir } from '../../../people/server/service/import.ts';
import type { Caller, Context } from '../../../platform/server/context.ts';
import { inOrganization, type Database } from '../../../platform/server/database.ts';
import { importDevices } from '../../../vitals/server/service/import-devices.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { readEntries, type Entry } from '../../core/bundle.ts';
import { fhirProblems } from '../../core/problems.ts';
import {
  answerDevice,
  answerGroup,
  answerPerson,
  answerReading,
  answerWithdrawal,
  refuse,
  toEntryResponse,
  type EntryAnswer,
} from '../answers.ts';
import { outcomeOf, outcomeOfProblem } from '../outcome.ts';

export interface FhirIntake {
  readonly ingest: Ingest;
  readonly database: Database;
  readonly clock: () => Date;
}

/** What arrived, as it is kept. */
export interface Arrived {
  readonly caller: Caller;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** The name under which Observations and Bundles are kept. */
export const fhirAdapter = 'fhir';

/**
 * Takes one Observation: the outcomes of its measurements after the commit. `messageId` is the
 * identifier of a conditional create, by which a replay finds the same reading.
 */
export async function receiveObservation(
  intake: FhirIntake,
  arrived: Arrived,
  observation: Fields,
  messageId?: string,
): Promise<EntryAnswer> {
  const isWithdrawal = observation.status === withdrawn;
  const sent = isWithdrawal ? asSent(observation) : observation;
  const items = itemsOfObservation(arrived.caller, sent, messageId);
  const outcomes = isWithdrawal
    ? await takeBack(intake, arrived, items)
    : await deliver(intake, arrived, items, messageId);
  return isWithdrawal ? answerWithdrawal(outcomes) : answerReading(outcomes);
}

/** The measurements of one Observation, under the identifier of its conditional create. */
export function itemsOfObservation(
  { patientId }: Caller,
  observation: Fields,
  messageId: string | undefined,
): readonly DeliveryItem[] {
  const context = { vitals: vitalSigns(), patientId };
  return withIds(parseObservation(observation, 0, noLinks, context), new Map([[0, messageId]]));
}

const withdrawn = 'entered-in-error';

/** The Observation as it was before it was taken back: its identity is found the same way. */
function asSent(observation: Fields): Fields {
  return { ...observation, status: 'final' };
}

function takeBack(
  { ingest }: FhirIntake,
  { caller, body, contentType }: Arrived,
  items: readonly DeliveryItem[],
): Promise<readonly ItemOutcome[]> {
  return withdrawSent(ingest, { caller, adapter: fhirAdapter, contentType, body, items });
}

function deliver(
  { ingest }: FhirIntake,
  { caller, body, contentType }: Arrived,
  items: readonly DeliveryItem[],
  messageId?: string,
): Promise<readonly ItemOutcome[]> {
  const named = messageId === undefined ? undefined : { messageId };
  return ingest.receive({ caller, adapter: fhirAdapter, contentType, body, items, ...named });
}

function withIds(
  items: readonly DeliveryItem[],
  ids: ReadonlyMap<number, string | undefined>,
): readonly DeliveryItem[] {
  return items.map((item) => {
    const messageId = ids.get(item.index);
    return messageId === undefined ? item : { ...item, messageId };
  });
}

/**
 * Takes a batch, each entry on its own, or a transaction: that one is looked through as a whole first,
 * and when anything in it cannot be taken nothing is stored. People and devices go before readings, so
 * that these find them. Throws what makes the Bundle as a whole unusable.
 */
export async function receiveBundle(
  intake: FhirIntake,
  arrived: Arrived,
  bundle: Fields,
): Promise<{ readonly status: number; readonly resource: Bundle | OperationOutcome }> {
  const { type } = bundle;
  if (bundle.resourceType !== 'Bundle') throw fhirProblems['fhir.resource-invalid']();
  if (type !== 'batch' && type !== 'transaction') throw fhirProblems['fhir.bundle-type']();
  const entries = entriesOf(bundle, arrived.caller);
  if (type === 'transaction') {
    const refusals = await findRefusals(intake, arrived.caller, bundle, entries);
    if (refusals.length > 0) return { status: 422, resource: refuseAll(refusals) };
  }
  const answers = await receiveEntries(intake, arrived, bundle, entries);
  const now = intake.clock().toISOString();
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
      type: type === 'batch' ? 'batch-response' : 'transaction-response',
      entry: entries.map(({ index }) => ({
        response: toEntryResponse(
          answers.get(index) ?? refuse('fhir.entry-unsupported', at(index)),
          now,
        ),
      })),
    },
  };
}

/** What the entries of a Bundle ask for, by what their sender may. */
export function entriesOf(bundle: Fields, caller: Caller): readonly Entry[] {
  const entries = readEntries(bundle, caller.permissions);
  if (entries.length > maximumItems) throw fhirProblems['fhir.bundle-too-large']();
  // A token of one patient brings readings; who that patient is was settled when it was made.
  return entries.map((entry) =>
    caller.patientId !== null && isPeople(entry)
      ? { ...entry, asked: { wants: 'refusal', code: 'fhir.scope-missing' } }
      : entry,
  );
}

function isPeople({ asked }: Entry): boolean {
  return asked.wants === 'person' || asked.wants === 'device';
}

function at(index: number): string {
  return `Bundle.entry[${index}]`;
}

/** What would be refused if the transaction were carried out; nothing is stored meanwhile. */
async function findRefusals(
  intake: FhirIntake,
  caller: Caller,
  bundle: Fields,
  entries: readonly Entry[],
): Promise<readonly EntryAnswer[]> {
  const { answers } = await storePeople(intake, caller, entries, true);
  const vitals = vitalSigns();
  const readings = readingsOf(
    parseBundle(bundle, { vitals, patientId: caller.patientId }),
    entries,
  );
  const unreadable = readings
    .map((item) => understand(vitals, item))
    .filter((one) => 'code' in one);
  return [
    ...entries.flatMap(({ asked, index }) =>
      asked.wants === 'refusal' ? refuse(asked.code, at(index)) : [],
    ),
    ...[...answers.values()].filter(({ status }) => !status.startsWith('20')),
    ...unreadable.map(({ index, code }) =>
      answerReading([{ index, status: 'rejected', code }], at(index)),
    ),
  ];
}

function refuseAll(refusals: readonly EntryAnswer[]): OperationOutcome {
  const whole = outcomeOfProblem(fhirProblems['fhir.transaction-refused']());
  return {
    ...whole,
    issue: [...whole.issue, ...outcomeOf(refusals.flatMap(({ said }) => said)).issue],
  };
}

async function receiveEntries(
  intake: FhirIntake,
  arrived: Arrived,
  bundle: Fields,
  entries: readonly Entry[],
): Promise<ReadonlyMap<number, EntryAnswer>> {
  const { answers, patientIds } = await storePeople(intake, arrived.caller, entries, false);
  for (const { asked, index } of entries) {
    if (asked.wants === 'refusal') answers.set(index, refuse(asked.code, at(index)));
  }
  const { parsed, items } = itemsOfBundle(arrived.caller, bundle, entries, patientIds);
  const outcomes = items.length === 0 ? [] : await deliver(intake, arrived, items);
  for (const [index, own] of Map.groupBy(outcomes, (outcome) => outcome.index)) {
    answers.set(index, answerReading(own, at(index)));
  }
  for (const [index, own] of await takeBackAll(intake, arrived, bundle, entries, patientIds)) {
    answers.set(index, answerWithdrawal(own, at(index)));
  }
  for (const index of parsed.groups) answers.set(index, answerGroup(at(index)));
  for (const [index, whole] of parsed.partOf) {
    const answer = answers.get(whole);
    if (answer !== undefined) answers.set(index, answer);
  }
  return answers;
}

/** The measurements of a Bundle, each under the identifier of its entry's conditional create. */
export function itemsOfBundle(
  { patientId }: Caller,
  bundle: Fields,
  entries: readonly Entry[],
  patientIds: ReadonlyMap<string, string>,
): { readonly parsed: ParsedBundle; readonly items: readonly DeliveryItem[] } {
  const parsed = parseBundle(bundle, { vitals: vitalSigns(), patientId }, patientIds);
  const ids = new Map(
    entries.flatMap(({ asked, index }) =>
      asked.wants === 'reading' ? [[index, asked.messageId]] : [],
    ),
  );
  return { parsed, items: withIds(readingsOf(parsed, entries), ids) };
}

/** What entries take back, after everything else: the same Bundle may have sent it. */
async function takeBackAll(
  intake: FhirIntake,
  arrived: Arrived,
  bundle: Fields,
  entries: readonly Entry[],
  patientIds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<number, readonly ItemOutcome[]>> {
  if (!entries.some(({ asked }) => asked.wants === 'withdrawal')) return new Map();
  const list: readonly unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  const sent = list.map((entry, index) => {
    const asked = entries[index]?.asked;
    if (asked?.wants !== 'withdrawal') return entry;
    return { ...fieldsOf(entry), resource: asSent(asked.resource) };
  });
  const context = { vitals: vitalSigns(), patientId: arrived.caller.patientId };
  const { items } = parseBundle({ ...bundle, entry: sent }, context, patientIds);
  const own = items.filter(({ index }) => entries[index]?.asked.wants === 'withdrawal');
  const outcomes = await takeBack(intake, arrived, own);
  return Map.groupBy(outcomes, ({ index }) => index);
}

/** The items of those entries that are to be taken as readings. */
function readingsOf({ items }: ParsedBundle, entries: readonly Entry[]): readonly DeliveryItem[] {
  return items.filter(({ index }) => entries[index]?.asked.wants === 'reading');
}

interface StoredPeople {
  readonly answers: Map<number, EntryAnswer>;
  /** Our ids of patients by every reference that the Bundle may use for them. */
  readonly patientIds: Map<string, string>;
}

/** Stores people and devices of a Bundle, or (`dryRun`) only tells whom and what it would find. */
export async function storePeople(
  { database, clock }: FhirIntake,
  caller: Caller,
  entries: readonly Entry[],
  dryRun: boolean,
): Promise<StoredPeople> {
  const stored: StoredPeople = { answers: new Map(), patientIds: new Map() };
  if (!entries.some(isPeople)) return stored;
  await inOrganization(database, caller.organizationId, async (tx) => {
    const context = { tx, caller, now: clock(), audited: 0 };
    await storePersons(context, entries, dryRun, stored);
    await storeDevices(context, entries, dryRun, stored);
  });
  return stored;
}

async function storePersons(
  context: Context,
  entries: readonly Entry[],
  dryRun: boolean,
  { answers, patientIds }: StoredPeople,
): Promise<void> {
  const own = entries.flatMap(({ index, fullUrl, asked }) =>
    asked.wants === 'person' ? [{ index, fullUrl, resource: asked.resource }] : [],
  );
  if (own.length === 0) return;
  const bundle = {
    resourceType: 'Bundle',
    entry: own.map(({ fullUrl, resource }) => ({ fullUrl, resource })),
  };
  const { results } = await importFhir(context, [bundle], { dryRun });
  for (const result of results) {
    const place = /^0\.entry\[(\d+)\]/.exec(result.where)?.[1];
    const entry = own[Number(place)];
    if (entry === undefined) continue;
    answers.set(entry.index, answerPerson(result, at(entry.index)));
    if (result.id === null || entry.resource.resourceType !== 'Patient') continue;
    if (entry.fullUrl !== undefined) patientIds.set(entry.fullUrl, result.id);
    patientIds.set(`Patient/${String(entry.resource.id)}`, result.id);
  }
}

async function storeDevices(
  context: Context,
  entries: readonly Entry[],
  dryRun: boolean,
  { answers, patientIds }: StoredPeople,
): Promise<void> {
  const own = entries.flatMap(({ index, asked }) =>
    asked.wants === 'device' ? [{ index, resource: asked.resource }] : [],
  );
  if (own.length === 0) return;
  const resources = own.map(({ resource }) => resource);
  const imported = await importDevices(context, resources, { dryRun, patientIds });
  own.forEach(({ index }, place) => {
    const result = imported[place];
    if (result !== undefined) answers.set(index, answerDevice(result, at(index)));
  });
}
