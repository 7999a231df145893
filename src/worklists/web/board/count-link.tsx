import { formatNumber } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { ScreenLink } from '../../../platform/web/link.tsx';
import type { ListSearch } from '../list-search.ts';
import { counted } from './group-counts.ts';

interface CountLinkProps {
  readonly count: number;
  /** The whole of what it counts, for who hears it out of its table. */
  readonly name: string;
  readonly search: Omit<ListSearch, 'state'>;
  readonly alarm?: boolean;
}

/** A number that leads to the cards it counts; nought leads nowhere. */
export function CountLink({ count, name, search, alarm = false }: CountLinkProps) {
  const language = useLanguage();
  if (count === 0) return <>{formatNumber(0, language)}</>;
  return (
    <ScreenLink
      to="/lists/$list"
      params={{ list: 'triage' }}
      search={counted(search)}
      aria-label={name}
      underline="always"
      fw={700}
      {...(alarm && { c: 'red.9' })}
    >
      {formatNumber(count, language)}
    </ScreenLink>
  );
}
