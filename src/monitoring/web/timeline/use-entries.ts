import { useQueries, useQuery } from '@tanstack/react-query';

import { useProgramName } from '../../../people/web/program-name.ts';
import { dayIn } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { query } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { latestQuery, seriesQuery, useSpan } from '../../../vitals/web/vitals-query.ts';
import { readWorkHistory, type WorkItemView } from '../../../work/contract.ts';
import { monitoringWordsIn } from '../chart-words.ts';
import { listCorrectionsRoute } from '../../contract/corrections.ts';
import { alertsQuery, useBands } from '../monitoring-query.ts';
import { useStepText } from '../use-step-text.ts';
import { usePatientRecord } from '../plots/record-query.ts';
import { entriesOfCorrections } from './correction-entries.ts';
import { entriesOfReadings } from './reading-entries.ts';
import {
  entriesOfAlert,
  entriesOfHandOff,
  entriesOfPerson,
  entriesOfWork,
  type WorkStory,
} from './record-entries.ts';
import type { TimelineEntry } from './timeline-entry.ts';

interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** Some of it is still on its way. */
  readonly pending: boolean;
}

/** At most so many pieces of work are told in full: the newest. */
const storiesAtMost = 20;

function useWorkStories(
  patientId: string,
  work: readonly WorkItemView[],
  since: number,
): WorkStory[] {
  const items = work
    .filter(({ closed }) => closed === null || Date.parse(closed.at) >= since)
    .slice(0, storiesAtMost);
  const histories = useQueries({
    queries: items.map(({ id }) =>
      query(readWorkHistory, { params: { id } }, [`patient:${patientId}`]),
    ),
  });
  return items.map((item, index) => ({ item, events: histories[index]?.data?.events ?? [] }));
}

function useCorrections(patientId: string, span: ReturnType<typeof useSpan>) {
  const input = { params: { id: patientId }, query: span };
  return useQuery(query(listCorrectionsRoute, input, [`patient:${patientId}`]));
}

/** Everything that happened to a patient in the last so many days, as lines in the reader's language. */
export function useTimeline(
  patientId: string,
  zone: string,
  vitals: Vitals,
  days: number,
): Timeline {
  const language = useLanguage();
  const t = monitoringWordsIn(language);
  const programName = useProgramName();
  const stepText = useStepText();
  const span = useSpan(days);
  const bands = useBands(patientId, vitals);
  const alerts = useQuery(alertsQuery(patientId));
  const latest = useQuery(latestQuery(patientId));
  const corrections = useCorrections(patientId, span);
  const { person, work, handOffs } = usePatientRecord(patientId);
  const kinds = (latest.data?.readings ?? []).map((reading) => reading.kind);
  const series = useQueries({
    queries: kinds.map((kind) => seriesQuery(patientId, kind, span)),
  });
  const stories = useWorkStories(patientId, work, Date.parse(span.from));
  const dayOf = (at: number) => dayIn(at, zone);
  const read = series.map((one) => one.data).filter((data) => data !== undefined);
  return {
    entries: [
      ...(alerts.data?.alerts ?? []).flatMap((alert) => entriesOfAlert(alert, language, t)),
      ...stories.flatMap((story) => entriesOfWork(story, stepText, language, t)),
      ...handOffs.flatMap((handOff) => entriesOfHandOff(handOff, language, t)),
      ...(person ? entriesOfPerson(person, programName, t) : []),
      ...entriesOfCorrections(corrections.data?.corrections ?? [], dayOf, {
        ...{ vitals, zone, now: Date.parse(span.to), language, t },
      }),
      ...read.flatMap((one) =>
        entriesOfReadings(one, {
          vitals,
          bands: (unit) => bands(one.kind, unit),
          dayOf,
          language,
          t,
        }),
      ),
    ],
    pending:
      alerts.isPending ||
      corrections.isPending ||
      latest.isPending ||
      person === undefined ||
      read.length < kinds.length,
  };
}
