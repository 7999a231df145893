import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

import { bilingualText, translated } from '../../platform/core/fhir-text.ts';
import type { Problem } from '../../platform/core/problem.ts';
import type { Text } from '../../platform/core/text.ts';
import type { ItemResult } from '../../ingest/contract.ts';

/** The code system of our own codes: problems and verdicts on items. */
const codeSystem = 'urn:enlace:code';

type IssueCode = OperationOutcomeIssue['code'];

export interface Said {
  readonly severity: OperationOutcomeIssue['severity'];
  readonly issue: IssueCode;
  readonly code: string;
  readonly title: Text;
  readonly advice: Text;
  /** FHIRPath of what it is about. */
  readonly at?: string;
}

/** An OperationOutcome; every sentence in English with its Spanish translation beside it. */
export function outcomeOf(said: readonly Said[]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: said.map(({ severity, issue, code, title, advice, at }) => ({
      severity,
      code: issue,
      details: { coding: [{ system: codeSystem, code }], ...bilingualText(title) },
      diagnostics: advice.en,
      _diagnostics: translated(advice.es),
      ...(at === undefined ? {} : { expression: [at] }),
    })),
  };
}

/** A refusal as FHIR tells it. */
export function outcomeOfProblem({ code, definition, detail }: Problem): OperationOutcome {
  const { status, title, advice } = definition;
  const parameter = typeof detail.parameter === 'string' ? detail.parameter : undefined;
  const severity = status >= 500 ? 'fatal' : 'error';
  return outcomeOf([
    {
      severity,
      issue: issueOfStatus(status),
      code,
      title,
      advice,
      ...(parameter === undefined ? {} : { at: `http.${parameter}` }),
    },
  ]);
}

function issueOfStatus(status: number): IssueCode {
  switch (status) {
    case 401:
      return 'login';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 413:
      return 'too-long';
    case 422:
      return 'processing';
    case 429:
      return 'throttled';
    case 503:
      return 'transient';
    default:
      return status >= 500 ? 'exception' : 'invalid';
  }
}

/** What is said of an item beside its status; undefined when it was simply stored. */
export function saidOfItem(result: ItemResult, at?: string): Said | undefined {
  const { status, code, messages, advice } = result;
  if (code === undefined || messages === undefined || advice === undefined) return undefined;
  const severity =
    status === 'rejected' ? 'error' : status === 'quarantined' ? 'warning' : 'information';
  const issue = issueOfItem(status, code);
  return { severity, issue, code, title: messages, advice, ...(at === undefined ? {} : { at }) };
}

function issueOfItem(status: ItemResult['status'], code: string): IssueCode {
  if (status === 'quarantined') return 'business-rule';
  if (status !== 'rejected') return 'informational';
  if (/missing|absent/.test(code)) return 'required';
  return /unsupported|unknown/.test(code) ? 'not-supported' : 'value';
}
