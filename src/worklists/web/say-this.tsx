import { Blockquote, Text } from '@mantine/core';

import { isReviewed, type Language, type ReviewedText } from '../../platform/core/text.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { useCardWords } from './card-words.ts';

interface SayThisProps {
  readonly text: ReviewedText;
  readonly patientLanguage: string;
}

/** What to say to the patient, word for word: in the patient's language, and below it in the reader's. */
export function SayThis({ text, patientLanguage }: SayThisProps) {
  const t = useCardWords();
  const readers = useLanguage();
  const spoken: Language = patientLanguage === 'es' ? 'es' : 'en';
  return (
    <Blockquote p="sm" m={0} color="grape" cite={null}>
      <Text size="xs" c="gray.8">
        {t('steps.say')}
      </Text>
      <Text lang={spoken}>{text[spoken]}</Text>
      {spoken !== readers && (
        <Text size="sm" c="gray.8" lang={readers} mt={4}>
          {text[readers]}
        </Text>
      )}
      {!isReviewed(text, spoken) && (
        <Text size="xs" c="orange.9" mt={4}>
          {t('steps.unreviewed')}
        </Text>
      )}
    </Blockquote>
  );
}
