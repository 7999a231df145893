import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { formatAgo } from '../../platform/web/format.ts';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { useNow } from '../../platform/web/now.ts';
import { useVitals } from '../../vitals/web/vitals-query.ts';
import type { QuarantineItem } from '../contract.ts';
import { OutcomeBadge } from './outcome-badge.tsx';
import { useQuarantineWords } from './quarantine-words.ts';
import type { QuarantineSearch } from './quarantine-search.ts';
import classes from './quarantine.module.css';
import { valueText } from './understood.ts';

export function quarantineRowId(itemId: string): string {
  return `held-${itemId}`;
}

interface QuarantineRowProps {
  readonly item: QuarantineItem;
  readonly search: QuarantineSearch;
  readonly onFocus: () => void;
}

/** One item: why it is not in the chart first, then the value, whose it is and where it came from. */
export function QuarantineRow({ item, search, onFocus }: QuarantineRowProps) {
  const t = useQuarantineWords();
  const say = useSay();
  const language = useLanguage();
  const vitals = useVitals();
  const now = useNow(60);
  const value = valueText(vitals, item, language);
  const vital = item.kind === null ? undefined : vitals?.byKind.get(item.kind);
  const kind = vital ? say(vital.definition.label) : t('unknownKind');
  return (
    <Link
      to="/quarantine/$itemId"
      params={{ itemId: item.id }}
      search={search}
      id={quarantineRowId(item.id)}
      className={classes['row']}
      onFocus={onFocus}
    >
      <OutcomeBadge item={item} />
      <span className={classes['what']}>
        <Text span fw={650} display="block">
          {say(item.messages)}
        </Text>
        <Text span size="sm" c="gray.8">
          {[kind, value].filter(Boolean).join(' · ')}
        </Text>
      </span>
      <Text span fw={600} c={item.patient ? undefined : 'orange.9'}>
        {item.patient?.name ?? t('noPatient')}
      </Text>
      <span>
        <Text span size="sm" display="block">
          {t('arrived', { ago: formatAgo(now - Date.parse(item.arrivedAt), language) })}
        </Text>
        <Text span size="sm" c="gray.8">
          {t('from', { source: item.source })}
        </Text>
      </span>
    </Link>
  );
}
