import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { ageOn } from '../../people/core/age.ts';
import { dayIn, formatSpan } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useSay } from '../../platform/web/language.ts';
import { useNow } from '../../platform/web/now.ts';
import { ClockText } from '../../work/web/clock-text.tsx';
import { runningClock } from '../../work/web/clock.ts';
import { LanguageBadge } from '../../work/web/language-badge.tsx';
import { PriorityBadge } from '../../work/web/priority-badge.tsx';
import type { Priority } from '../../work/core/finding.ts';
import type { WorklistItem } from '../contract.ts';
import { useListWords } from './list-words.ts';
import classes from './list.module.css';
import type { ListId, ListSearch } from './list-search.ts';
import { OwnerText } from './owner-text.tsx';

interface ListRowProps {
  readonly item: WorklistItem;
  readonly list: ListId;
  readonly search: ListSearch;
  readonly onFocus: (itemId: string) => void;
}

const newForMs = 60_000;

/** One card of the list: what is wrong first and large, then who, in which language, until when, whose. */
export const ListRow = memo(function ListRow({ item, list, search, onFocus }: ListRowProps) {
  return (
    <Link
      to="/work/$itemId"
      params={{ itemId: item.id }}
      search={{ ...search, list }}
      id={rowId(item.id)}
      className={classes['row']}
      data-priority={item.priority}
      onFocus={() => onFocus(item.id)}
    >
      <span className={classes['priority']}>
        <PriorityBadge priority={item.priority as Priority} short />
      </span>
      <What item={item} />
      <span className={classes['language']}>
        <LanguageBadge language={item.language} gap={item.languageGap} />
      </span>
      <span className={classes['due']}>
        <ClockText clock={runningClock(item)} />
      </span>
      <span className={classes['owner']}>
        <OwnerText item={item} />
      </span>
    </Link>
  );
});

export function rowId(itemId: string): string {
  return `row-${itemId}`;
}

function What({ item }: { readonly item: WorklistItem }) {
  const t = useListWords();
  const say = useSay();
  const now = useNow(10);
  const isNew = now - Date.parse(item.raisedAt) < newForMs && item.acknowledgedAt === null;
  const [first, ...others] = item.findings;
  return (
    <span className={classes['what']}>
      <Group gap={6} component="span">
        <Text span fw={650} size="md" lineClamp={2}>
          {first ? say(first.text) : t('noFinding')}
        </Text>
        {others.length > 0 && (
          <Text span size="sm" c="gray.8">
            {t('more', { count: others.length })}
          </Text>
        )}
        {isNew && (
          <Badge component="span" color="orange.9" variant="filled" tt="none" size="sm">
            {t('new')}
          </Badge>
        )}
      </Group>
      <Who item={item} />
    </span>
  );
}

function Who({ item }: { readonly item: WorklistItem }) {
  const t = useListWords();
  const now = useNow(60);
  const { patient } = item;
  if (!patient)
    return (
      <Text span size="sm">
        {t('unknownPatient')}
      </Text>
    );
  const age = ageOn(patient.birthDate, dayIn(now, patient.zone));
  const parts = [patient.name, age, patient.practice].filter((part) => part !== null);
  return (
    <Group gap={6} component="span">
      <Text span size="sm" c="gray.8">
        {parts.join(' · ')}
      </Text>
      {patient.restricted && (
        <Text span size="sm" c="orange.9">
          <Icon name="lock" size={12} /> {t('restricted')}
        </Text>
      )}
      <Text span size="sm" c="gray.7">
        {t('since', { time: formatSpan(now - Date.parse(item.raisedAt)) })}
      </Text>
    </Group>
  );
}
