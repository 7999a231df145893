import type { Language } from '../../../platform/core/text.ts';
import type { ChartEvent } from '../../../vitals/web/plot/chart-events.ts';
import type { PatientRecord } from './record-query.ts';

/** What was done for the patient, for the strip below a chart. A day without a time stands at noon. */
export function eventsOf(
  { person, work, handOffs }: PatientRecord,
  language: Language,
): ChartEvent[] {
  const medications = (person?.medications ?? []).flatMap(({ authoredOn, display }) =>
    authoredOn === null ? [] : [event('medication', `${authoredOn}T12:00:00Z`, display)],
  );
  const encounters = (person?.encounters ?? []).flatMap(({ beganAt, display }) =>
    beganAt === null ? [] : [event('encounter', beganAt, display)],
  );
  const contacts = work.flatMap(({ contactedAt, kindLabel }) =>
    contactedAt === null ? [] : [event('contact', contactedAt, kindLabel[language])],
  );
  const offers = handOffs.map(({ offeredAt, from, toUser, toQueue }) =>
    event('handOff', offeredAt, `${from.name} → ${toUser?.name ?? toQueue?.label[language] ?? ''}`),
  );
  return [...medications, ...encounters, ...contacts, ...offers];
}

function event(kind: ChartEvent['kind'], at: string, label: string): ChartEvent {
  return { kind, at: Date.parse(at), label };
}
