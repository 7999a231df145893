import { Text, SegmentedControl } from '@mantine/core';

import { languages, type Language } from '../core/text.ts';
import { switchLanguage, useLanguage } from './language.ts';
import { usePlatformWords } from './platform-words.ts';

interface LanguageSwitchProps {
  readonly onSwitch?: (language: Language) => void;
}

/** English or Spanish, at once, without losing what was being written. */
export function LanguageSwitch({ onSwitch }: LanguageSwitchProps) {
  const t = usePlatformWords();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language.label')}
      value={useLanguage()}
      data={languages.map((value) => ({ value, label: <LanguageName language={value} /> }))}
      onChange={(value) => {
        switchLanguage(value);
        onSwitch?.(value);
      }}
    />
  );
}

function LanguageName({ language }: { readonly language: Language }) {
  const t = usePlatformWords();
  const name = t(`language.${language}`);
  return (
    <>
      <Text span inherit visibleFrom="sm" lang={language}>
        {name}
      </Text>
      <Text span inherit hiddenFrom="sm" aria-label={name} lang={language}>
        {language.toUpperCase()}
      </Text>
    </>
  );
}
