import type { Person } from '../../../people/core/schemas.ts';
import type { Language } from '../../../platform/core/text.ts';
import type { WorkEventView, WorkItemView } from '../../../work/contract.ts';
import type { HandOffView } from '../../../work/contract/hand-offs.ts';
import { eventTitle, eventWords, type StepText } from '../../../work/web/event-title.ts';
import type { AlertView } from '../../contract.ts';
import type { SayMonitoring } from '../chart-words.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** A piece of work with everything that happened to it. */
export interface WorkStory {
  readonly item: WorkItemView;
  readonly events: readonly WorkEventView[];
}

/** Beginning, worst moment and end of each alert. */
export function entriesOfAlert(
  alert: AlertView,
  language: Language,
  t: SayMonitoring,
): TimelineEntry[] {
  const [first, worst] = [alert.first[language], alert.worst[language]];
  const common = { type: 'alert', alertId: alert.id } as const;
  const tone = alert.priority <= 2 ? ('alarm' as const) : ('watch' as const);
  const began: TimelineEntry = {
    ...common,
    key: `${alert.id} began`,
    at: Date.parse(alert.openedAt),
    text: t('timeline.alertBegan', { text: first }),
    tone,
  };
  const worse: TimelineEntry = {
    ...common,
    key: `${alert.id} worst`,
    at: Date.parse(alert.worstAt),
    text: t('timeline.alertWorst', { text: worst }),
    tone,
  };
  const course = first === worst ? [began] : [began, worse];
  if (alert.clearedAt === null) return course;
  return [
    ...course,
    {
      ...common,
      key: `${alert.id} ended`,
      at: Date.parse(alert.clearedAt),
      text: t('timeline.alertEnded', { text: alert.latest[language] }),
      tone: 'quiet',
    },
  ];
}

// Hand-offs have lines of their own; where a queue routed a card helps nobody who reads the chart.
const leftOut = /^(hand-off-|routed|language-gap)/;

/** What happened to a piece of work, with what people wrote. */
export function entriesOfWork(
  { item, events }: WorkStory,
  stepText: StepText,
  language: Language,
  t: SayMonitoring,
): TimelineEntry[] {
  const kind = item.kindLabel[language];
  return events
    .filter((event) => !leftOut.test(event.type))
    .map((event) => {
      const what = [eventTitle(event, language, stepText), ...eventWords(event)].join(' · ');
      return {
        key: `${item.id} ${event.number}`,
        at: Date.parse(event.at),
        type: 'work',
        text: event.actor
          ? t('timeline.workBy', { kind, what, name: event.actor.name })
          : t('timeline.work', { kind, what }),
        tone: 'quiet',
        itemId: item.id,
      };
    });
}

/** Offer and answer of a hand-off. */
export function entriesOfHandOff(
  handOff: HandOffView,
  language: Language,
  t: SayMonitoring,
): TimelineEntry[] {
  const entry = (name: string, at: string, text: string): TimelineEntry => ({
    key: `${handOff.id} ${name}`,
    at: Date.parse(at),
    type: 'handOff',
    text,
    tone: 'quiet',
    itemId: handOff.itemId,
  });
  const { from, toUser, toQueue, offeredAt, answeredAt, escalated, answerDueAt } = handOff;
  const to = toUser?.name ?? toQueue?.label[language] ?? '';
  const entries = [
    entry('offered', offeredAt, t('timeline.handOffOffered', { from: from.name, to })),
  ];
  if (escalated) {
    entries.push({
      ...entry('escalated', answerDueAt, t('timeline.handOffEscalated')),
      tone: 'watch',
    });
  }
  if (answeredAt !== null) entries.push(entry('answered', answeredAt, answerText(handOff, t)));
  return entries;
}

function answerText(
  { state, answeredBy, synthesis, declineReason, from }: HandOffView,
  t: SayMonitoring,
): string {
  const name = answeredBy?.name ?? t('timeline.somebody');
  switch (state) {
    case 'accepted':
      return t('timeline.handOffAccepted', { name, synthesis: synthesis ?? '' });
    case 'declined':
      return t('timeline.handOffDeclined', { name, reason: declineReason ?? '' });
    case 'withdrawn':
    case 'offered':
      return t('timeline.handOffWithdrawn', { from: from.name });
  }
}

/** Medications, visits, and beginning and end of programs. */
export function entriesOfPerson(
  person: Person,
  programName: (program: string) => string,
  t: SayMonitoring,
): TimelineEntry[] {
  return [
    ...person.medications.flatMap(({ id, authoredOn, display }) =>
      lineOf(id, authoredOn, t('timeline.medication', { name: display })),
    ),
    ...person.encounters.flatMap(({ id, beganAt, display, reason }) =>
      lineOf(
        id,
        beganAt,
        t('timeline.encounter', { name: [display, reason].filter(Boolean).join(' · ') }),
      ),
    ),
    ...person.enrolments.flatMap(({ id, program, startedOn, endedOn }) => [
      ...lineOf(
        `${id} began`,
        startedOn,
        t('timeline.enrolled', { program: programName(program) }),
      ),
      ...lineOf(`${id} ended`, endedOn, t('timeline.left', { program: programName(program) })),
    ]),
  ];
}

function lineOf(key: string, at: string | null, text: string): TimelineEntry[] {
  if (at === null) return [];
  // A day without a time stands at noon of Greenwich: the same day everywhere in the Americas.
  const dayOnly = at.length === 10;
  const instant = Date.parse(dayOnly ? `${at}T12:00:00Z` : at);
  return [{ key, at: instant, type: 'record', text, tone: 'quiet', dayOnly }];
}
