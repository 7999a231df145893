import { NativeSelect } from '@mantine/core';

import { formatLanguageName } from '../../platform/web/format.ts';
import { useLanguage } from '../../platform/web/language.ts';
import type { Consent } from '../core/contact-point.ts';
import { unknownLanguage } from '../core/language.ts';
import { usePeopleLabels } from './people-labels.ts';
import { usePeopleWords } from './people-words.ts';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly description?: string;
}

// The languages most spoken at home in the United States after English and Spanish (Census, ACS).
const languages = ['en', 'es', 'zh', 'tl', 'vi', 'ar', 'fr', 'ko', 'ru', 'ht', 'hi', 'pt', 'pl'];

/** The patient's language; not having asked is a choice of its own. */
export function LanguageSelect({ label, value, onChange, description }: SelectProps<string>) {
  const t = usePeopleWords();
  const language = useLanguage();
  const codes =
    languages.includes(value) || value === unknownLanguage ? languages : [...languages, value];
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value}
      data={[
        { value: unknownLanguage, label: t('form.notAsked') },
        ...codes.map((code) => ({ value: code, label: formatLanguageName(code, language) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Consent with its unknown state in sight. */
export function ConsentSelect({ label, value, onChange, description }: SelectProps<Consent>) {
  const labels = usePeopleLabels();
  const consents = ['unknown', 'granted', 'refused', 'revoked'] as const;
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value}
      data={consents.map((one) => ({ value: one, label: labels(`consent.${one}`) }))}
      onChange={(event) => {
        const chosen = consents.find((one) => one === event.currentTarget.value);
        if (chosen) onChange(chosen);
      }}
    />
  );
}

interface WordSelectProps<T extends string> extends SelectProps<T> {
  readonly values: readonly T[];
  readonly word: (value: T) => string;
}

/** One word out of a list of codes. */
export function WordSelect<T extends string>(props: WordSelectProps<T>) {
  const { label, value, values, word, onChange, description } = props;
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value}
      data={values.map((one) => ({ value: one, label: word(one) }))}
      onChange={(event) => {
        const chosen = values.find((one) => one === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
