/** Something done for the patient, shown below the picture. */
export interface ChartEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'medication' | 'contact' | 'encounter' | 'handOff';
  readonly label: string;
}

/** Share of the time axis that one sign takes up on a narrow screen. */
const signWidth = 1 / 14;

interface EventGroup {
  /** Middle of its first and last event. */
  readonly at: number;
  readonly events: readonly ChartEvent[];
}

/** Events within the span, oldest first; those too close to be drawn apart share one sign. */
export function clusterEvents(
  events: readonly ChartEvent[],
  from: number,
  to: number,
): EventGroup[] {
  const within = events
    .filter((event) => event.at >= from && event.at <= to)
    .toSorted((one, other) => one.at - other.at);
  const groups: ChartEvent[][] = [];
  for (const event of within) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && event.at - first.at < (to - from) * signWidth) group.push(event);
    else groups.push([event]);
  }
  return groups.map((group) => ({
    at: ((group[0]?.at ?? 0) + (group.at(-1)?.at ?? 0)) / 2,
    events: group,
  }));
}
