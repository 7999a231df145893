import type { WorkItemView } from '../contract.ts';

/** What each small form of a card is given. */
export interface CardFormProps {
  readonly item: WorkItemView;
  /** It was saved: says what was done. */
  readonly onDone: (message: string) => void;
  readonly onCancel: () => void;
}
