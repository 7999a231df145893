import { Link } from '@tanstack/react-router';

import { useMay } from '../../access/web/session.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useAppWords } from './app-words.ts';
import { destinations } from './destinations.ts';
import { WaitingCount } from './waiting-count.tsx';
import classes from './shell.module.css';

/** The screens that the person may open. */
export function Navigation({ onGo }: { readonly onGo: () => void }) {
  const t = useAppWords();
  const may = useMay();
  const allowed = destinations.filter((one) => may(one.permission));
  return allowed.map((one) => (
    <Link key={one.word} {...one.link} className={classes['destination']} onClick={onGo}>
      <Icon name={one.icon} size={22} />
      {t(`navigation.${one.word}`)}
      {one.word === 'handOffs' && <WaitingCount />}
    </Link>
  ));
}
