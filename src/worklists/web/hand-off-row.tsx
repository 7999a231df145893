import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { useSay } from '../../platform/web/language.ts';
import type { HandOffView } from '../../work/contract/hand-offs.ts';
import { AnswerClock } from '../../work/web/hand-off/answer-clock.tsx';
import { useRecipient } from '../../work/web/hand-off/recipient.ts';
import { SeverityBadge } from '../../work/web/hand-off/severity-badge.tsx';
import { useHandOffWords } from '../../work/web/hand-off-words.ts';
import { LanguageBadge } from '../../work/web/language-badge.tsx';
import { PriorityBadge } from '../../work/web/priority-badge.tsx';
import classes from './list.module.css';
import { usePerson } from './use-person.ts';

/** One hand-off of the inbox: who, what first, from whom to whom, how ill, until when. */
export function HandOffRow({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  const say = useSay();
  const person = usePerson(handOff.patientId);
  const recipient = useRecipient(handOff);
  const [first] = handOff.sbar.situation;
  return (
    <Link
      to="/hand-offs/$handOffId"
      params={{ handOffId: handOff.id }}
      className={classes['row']}
      data-priority={handOff.priority}
    >
      <span className={classes['priority']}>
        <PriorityBadge priority={handOff.priority} short />
      </span>
      <span className={classes['what']}>
        <Text span fw={650}>
          {person?.header.name ?? '…'}
        </Text>
        <Text span display="block" size="sm" lineClamp={2}>
          {first && say(first.text)}
        </Text>
        <Text span display="block" size="sm" c="gray.8">
          {t('inbox.from', { who: handOff.from.name })} {t('inbox.to', { who: recipient })}
        </Text>
      </span>
      <span className={classes['language']}>
        <LanguageBadge language={handOff.language} gap={false} />
      </span>
      <span className={classes['due']}>
        <AnswerClock handOff={handOff} />
      </span>
      <span className={classes['owner']}>
        <SeverityBadge severity={handOff.severity} />
      </span>
    </Link>
  );
}
