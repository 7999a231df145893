import { vitalSigns } from '../../vitals/server/service.ts';
import type { Finding as WorkFinding } from '../../work/core/finding.ts';
import type { AlertMoment } from '../core/alert.ts';
import { findingStatement } from '../core/finding-statement.ts';
import { findingText, findingWords, type FindingWords } from '../core/finding-text.ts';
import { priorityNumber } from './alert-rows.ts';
import { protocolsInUse } from './content.ts';
import type { RunningAlert } from './store/alerts.ts';

let words: FindingWords | undefined;

/** What findings are worded from. */
export function wordsInUse(): FindingWords {
  words ??= findingWords(protocolsInUse(), vitalSigns());
  return words;
}

/** A moment of an alert in both languages. */
export function textOf({ finding }: Pick<AlertMoment, 'finding'>) {
  return findingText(wordsInUse(), finding);
}

/** What one moment of an alert says on the patient's card. */
export function workFinding(
  { ruleId, kind, direction }: RunningAlert,
  moment: AlertMoment,
  bundle: string | undefined,
): WorkFinding {
  return {
    ruleId,
    kind,
    direction,
    priority: priorityNumber(moment),
    magnitude: magnitudeOf(ruleId, moment),
    unconfirmed: moment.finding.unconfirmed,
    at: moment.at,
    ...(bundle === undefined ? {} : { bundle }),
    ...findingStatement(moment.finding),
    text: textOf(moment),
  };
}

const levelWeight = 1_000;

/** The level first, then how far beyond the limit: grows with danger within one rule. */
function magnitudeOf(ruleId: string, moment: AlertMoment): number {
  const levels = protocolsInUse().newest(ruleId)?.rule.levels ?? [];
  const rank = levels.findIndex((level) => level.id === moment.level);
  // A level that the content no longer has counts as the worst: it is never hidden by mistake.
  const steps = rank < 0 ? levels.length : levels.length - rank;
  // Grows without end but stays below the next level, so that no worse value ever compares as equal.
  return steps * levelWeight + (levelWeight * moment.score) / (1 + moment.score);
}
