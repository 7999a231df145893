import { Alert, Text } from '@mantine/core';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import type { HandOffView } from '../../contract/hand-offs.ts';
import { useHandOffWords } from '../hand-off-words.ts';

interface HandOffOutcomeProps {
  readonly handOff: HandOffView;
  readonly zone: string;
}

/** What became of a hand-off that was answered: who, when, and in which words. */
export function HandOffOutcome({ handOff, zone }: HandOffOutcomeProps) {
  const t = useHandOffWords();
  const language = useLanguage();
  const now = useNow(60);
  if (handOff.state === 'offered' || handOff.answeredAt === null) return null;
  const time = formatMoment(handOff.answeredAt, zone, language, now);
  const who = handOff.answeredBy?.name ?? '';
  return (
    <Alert color="gray" title={t(`one.state.${handOff.state}`, { time, who })}>
      {handOff.synthesis !== null && (
        <Text>
          {t('one.saidBack')}: {handOff.synthesis}
        </Text>
      )}
      {handOff.declineReason !== null && (
        <Text>
          {t('one.reason')}: {handOff.declineReason}
        </Text>
      )}
    </Alert>
  );
}
