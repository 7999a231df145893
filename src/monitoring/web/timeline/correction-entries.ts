import type { Language } from '../../../platform/core/text.ts';
import { formatMoment } from '../../../platform/web/format.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { readingText } from '../../../vitals/web/reading-text.ts';
import type { CorrectionView } from '../../contract/corrections.ts';
import type { SayMonitoring } from '../chart-words.ts';
import type { TimelineEntry } from './timeline-entry.ts';

interface Wording {
  readonly vitals: Vitals;
  /** The patient's. */
  readonly zone: string;
  readonly now: number;
  readonly language: Language;
  readonly t: SayMonitoring;
}

/** So many of one kind that a source corrected on one day are told one by one; more as a number. */
const toldOneByOne = 3;

/** A line for each reading that was corrected: by whom, from what to what, and why. */
export function entriesOfCorrections(
  corrections: readonly CorrectionView[],
  dayOf: (at: number) => string,
  wording: Wording,
): TimelineEntry[] {
  const byPeople = corrections.filter(({ author }) => author !== null);
  const bySources = Map.groupBy(
    corrections.filter(({ author }) => author === null),
    ({ kind, at }) => `${kind} ${dayOf(Date.parse(at))}`,
  );
  return [
    ...byPeople.map((one) => entryOf(one, wording)),
    ...[...bySources].flatMap(([key, own]) =>
      own.length > toldOneByOne
        ? [manyOf(key, own, wording)]
        : own.map((one) => entryOf(one, wording)),
    ),
  ];
}

function entryOf(correction: CorrectionView, wording: Wording): TimelineEntry {
  const { id, at, measuredAt, kind, before, after, reason, author } = correction;
  const { vitals, zone, now, language, t } = wording;
  const text = ({ beyond, ...value }: CorrectionView['before']) =>
    readingText(vitals, { kind, ...value, ...(beyond === null ? {} : { beyond }) }, language);
  const parts = {
    kind: vitalOf(vitals, kind).definition.label[language],
    measured: formatMoment(measuredAt, zone, language, now),
    before: text(before),
    who: whoAndWhy(reason, author, t),
  };
  return {
    key: `correction ${id}`,
    ...{ at: Date.parse(at), type: 'reading', tone: 'quiet' },
    text:
      after === null
        ? t('timeline.takenBack', parts)
        : t('timeline.corrected', { ...parts, after: text(after) }),
  };
}

function whoAndWhy(reason: string, author: string | null, t: SayMonitoring): string {
  if (author !== null) return t('timeline.correctedBy', { name: author, reason });
  switch (reason) {
    case 'revised-by-source':
      return t('timeline.revisedBySource');
    case 'entered-in-error':
      return t('timeline.withdrawnBySource');
    default:
      return reason;
  }
}

function manyOf(
  key: string,
  own: readonly CorrectionView[],
  { vitals, language, t }: Wording,
): TimelineEntry {
  const [latest] = own.map(({ at }) => Date.parse(at)).toSorted((a, b) => b - a);
  const label = own[0] && vitalOf(vitals, own[0].kind).definition.label[language];
  return {
    key: `corrections ${key}`,
    ...{ at: latest ?? 0, type: 'reading', tone: 'quiet' },
    text: t('timeline.manyCorrected', { kind: label ?? '', count: own.length }),
  };
}
