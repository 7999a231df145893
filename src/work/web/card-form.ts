import type { WorkItemView } from '../contract.ts';

/** What each small form of a card is given. */
export interface CardFormProps {
  readonly item: WorkItemView;
  /** It was saved: says what was done. */
  readonly onDone: (message?: string) => void;
  /** Leads back to the card, from wherever the person is by then. */
  readonly onBack: () => void;
  readonly onCancel: () => void;
}
