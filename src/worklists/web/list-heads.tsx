import { useListWords } from './list-words.ts';
import classes from './list.module.css';

/** What the columns are, for the eye; each row says it in words anyway. */
export function ListHeads() {
  const t = useListWords();
  return (
    <div className={classes['heads']} aria-hidden="true">
      <span>{t('columns.priority')}</span>
      <span>{t('columns.what')}</span>
      <span>{t('columns.language')}</span>
      <span>{t('columns.due')}</span>
      <span>{t('columns.owner')}</span>
    </div>
  );
}
