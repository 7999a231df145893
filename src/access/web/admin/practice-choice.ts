/** A practice as forms offer it; the list comes from outside, since people know of access and not the reverse. */
export interface PracticeChoice {
  readonly id: string;
  readonly name: string;
}

export function practiceName(practices: readonly PracticeChoice[], id: string): string {
  return practices.find((one) => one.id === id)?.name ?? '…';
}
