import { Group, Text } from '@mantine/core';

import { formatSpan } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useNow } from '../../../platform/web/now.ts';
import type { HandOffView } from '../../contract/hand-offs.ts';
import { useHandOffWords } from '../hand-off-words.ts';

/** Until when an answer is due; late ones say so, and that others have been called in. */
export function AnswerClock({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  const left = Date.parse(handOff.answerDueAt) - useNow();
  const late = left < 0;
  const span = formatSpan(left);
  return (
    <Group gap={4} wrap="nowrap" component="span" c={late ? 'red.9' : 'gray.8'}>
      <Icon name={late ? 'critical' : 'clock'} size={16} />
      <Text size="sm" fw={late ? 700 : 400} span>
        {late ? t('inbox.answerLate', { span }) : t('inbox.answerDue', { span })}
        {handOff.escalated && ` · ${t('inbox.escalated')}`}
      </Text>
    </Group>
  );
}
