import { useSay } from '../../../platform/web/language.ts';
import type { HandOffView } from '../../contract/hand-offs.ts';

/** To whom a hand-off is offered: a person or a queue. */
export function useRecipient({ toUser, toQueue }: HandOffView): string {
  const say = useSay();
  return toUser?.name ?? (toQueue ? say(toQueue.label) : '');
}
