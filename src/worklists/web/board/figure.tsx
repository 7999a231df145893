import { Group, Text } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';

import { formatNumber } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import classes from './board.module.css';

interface FigureProps {
  readonly label: string;
  readonly count: number;
  /** How it looks when it is not nought. */
  readonly tone: 'alarm' | 'watch' | 'plain';
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** One large number and the list behind it. */
export function Figure({ label, count, tone, link }: FigureProps) {
  const language = useLanguage();
  const shown = count === 0 ? 'plain' : tone;
  return (
    <Link {...link} className={classes['figure']} data-tone={shown}>
      <Group gap={6} wrap="nowrap" c={shown === 'alarm' ? 'red.9' : undefined} component="span">
        {shown === 'alarm' && <Icon name="critical" size={26} />}
        <Text span fz={36} lh={1.1} fw={700}>
          {formatNumber(count, language)}
        </Text>
      </Group>
      <Text span fw={shown === 'alarm' ? 650 : 400}>
        {label}
      </Text>
    </Link>
  );
}
