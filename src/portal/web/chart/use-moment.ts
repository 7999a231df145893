import { formatMoment, ownZone } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';

/** A moment by the clock of the person at the screen. */
export function useMoment(): (at: string) => string {
  const language = useLanguage();
  const now = useNow(60);
  return (at) => formatMoment(at, ownZone(), language, now);
}
