import type { BundleEntryResponse } from '@medplum/fhirtypes';

import { describeOutcome } from '../../ingest/server/service.ts';
import { itemMessages } from '../../ingest/core/item-codes.ts';
import type { ItemOutcome } from '../../ingest/core/outcome.ts';
import type { ImportResult } from '../../people/contract/organization.ts';
import type { Text } from '../../platform/core/text.ts';
import { observationId } from '../../vitals/server/fhir/observation-id.ts';
import type { ImportedDevice } from '../../vitals/server/service/import-devices.ts';
import type { RefusalCode } from '../core/bundle.ts';
import { fhirProblems } from '../core/problems.ts';
import { outcomeOf, saidOfItem, type Said } from './outcome.ts';

/** What became of one entry, before it is written down as FHIR. */
export interface EntryAnswer {
  readonly status: string;
  readonly location?: string;
  readonly said: readonly Said[];
}

const created = '201 Created';
const known = '200 OK';
const held = '202 Accepted';
const refused = '422 Unprocessable Entity';

/** The answer to a reading, from the outcomes of all its measurements: the worst one decides. */
export function answerReading(outcomes: readonly ItemOutcome[], at?: string): EntryAnswer {
  const said = outcomes.flatMap((outcome) => saidOfItem(describeOutcome(outcome), at) ?? []);
  const location = outcomes.map(({ key }) => key && observationId(key)).find(Boolean);
  const has = (status: ItemOutcome['status']) => outcomes.some((one) => one.status === status);
  const status = has('rejected')
    ? refused
    : has('quarantined')
      ? held
      : has('accepted')
        ? created
        : known;
  const isStored = status === created || status === known;
  return { status, said, ...(isStored && location ? { location: `Observation/${location}` } : {}) };
}

/** The answer to taking something back: done, done before, or nothing there that could be. */
export function answerWithdrawal(outcomes: readonly ItemOutcome[], at?: string): EntryAnswer {
  const answer = answerReading(outcomes, at);
  return answer.status === created ? { ...answer, status: known } : answer;
}

const grouping: Text = {
  en: 'This Observation only groups others; those were taken.',
  es: 'Esta Observation solo agrupa otras; esas se recibieron.',
};
const nothingToDo: Text = {
  en: 'Nothing needs to be sent again.',
  es: 'No hace falta enviar nada de nuevo.',
};

/** The answer to an Observation that says nothing itself. */
export function answerGroup(at: string): EntryAnswer {
  const said: Said = {
    severity: 'information',
    issue: 'informational',
    code: 'grouping',
    title: grouping,
    advice: nothingToDo,
    at,
  };
  return { status: known, said: [said] };
}

/** The answer to a resource of people. */
export function answerPerson(
  { status, resource, id, codes }: ImportResult,
  at: string,
): EntryAnswer {
  const type = resource.split('/')[0] ?? 'Patient';
  const location = id === null ? {} : { location: `${type}/${id}` };
  if (status === 'rejected') return refuse('fhir.resource-invalid', at, codes);
  return { status: status === 'accepted' ? created : known, said: [], ...location };
}

/** The answer to a Device. */
export function answerDevice({ status, id, code }: ImportedDevice, at: string): EntryAnswer {
  if (status === 'rejected')
    return refuse('fhir.resource-invalid', at, code === undefined ? [] : [code]);
  const location = id === undefined ? {} : { location: `Device/${id}` };
  return { status: status === 'accepted' ? created : known, said: [], ...location };
}

/** The refusal of an entry; `codes` say more where it was understood and still not taken. */
export function refuse(code: RefusalCode, at: string, codes: readonly string[] = []): EntryAnswer {
  if (code === 'resource-unsupported') {
    const { title, advice } = itemMessages[code];
    return {
      status: refused,
      said: [{ severity: 'error', issue: 'not-supported', code, title, advice, at }],
    };
  }
  const { definition } = fhirProblems[code]();
  const status = code === 'fhir.scope-missing' ? '403 Forbidden' : refused;
  const issue = code === 'fhir.scope-missing' ? 'forbidden' : 'processing';
  const named = codes.length === 0 ? [code] : codes;
  const { title, advice } = definition;
  return {
    status,
    said: named.map((one) => ({ severity: 'error', issue, code: one, title, advice, at })),
  };
}

/** An answer as FHIR writes it within a response Bundle. */
export function toEntryResponse(
  { status, location, said }: EntryAnswer,
  lastModified: string,
): BundleEntryResponse {
  return {
    status,
    ...(location === undefined ? {} : { location, etag: 'W/"1"', lastModified }),
    ...(said.length === 0 ? {} : { outcome: outcomeOf(said) }),
  };
}
