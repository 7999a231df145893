import { Text } from '@mantine/core';

import { isReviewed, languages, type ReviewedText } from '../../../platform/core/text.ts';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useCodeWords } from '../code-words.ts';

/** What the patient hears or reads, in both languages, and whether somebody reviewed each. */
export function PatientText({ text }: { readonly text: ReviewedText }) {
  const words = useCodeWords();
  const language = useLanguage();
  return languages.map((one) => (
    <Text key={one} size="sm" lang={one}>
      {`${formatLanguageName(one, language)}: «${text[one]}»`}
      {!isReviewed(text, one) && (
        <Text span size="sm" c="orange.9" lang={language}>
          {` (${words('unreviewed')})`}
        </Text>
      )}
    </Text>
  ));
}
