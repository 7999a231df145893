import { List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';

import type { Language } from '../../../platform/core/text.ts';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { HandOffView } from '../../contract/hand-offs.ts';
import { sbarSections } from '../../core/sbar.ts';
import { handOffWordsIn, useHandOffWords } from '../hand-off-words.ts';

interface HandOffBodyProps {
  readonly handOff: HandOffView;
  readonly zone: string;
}

/** The SBAR in the reader's language with the other beside it; then what to do and what if. */
export function HandOffBody({ handOff, zone }: HandOffBodyProps) {
  const readers = useLanguage();
  const other = readers === 'en' ? 'es' : 'en';
  return (
    <Paper withBorder p="md">
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Sbar handOff={handOff} language={readers} />
          <Sbar handOff={handOff} language={other} />
        </SimpleGrid>
        <Actions handOff={handOff} zone={zone} />
        <WhatIf handOff={handOff} />
      </Stack>
    </Paper>
  );
}

interface SbarProps {
  readonly handOff: HandOffView;
  readonly language: Language;
}

function Sbar({ handOff, language }: SbarProps) {
  const t = useHandOffWords();
  const readers = useLanguage();
  return (
    <section lang={language} aria-label={formatLanguageName(language, readers)}>
      <Stack gap="sm">
        {sbarSections.map((section) => (
          <div key={section}>
            <Title order={3} size="h6">
              {handOffWordsIn(language)(`sections.${section}`)}
            </Title>
            {handOff.sbar[section].map(({ statement, text }) => (
              <Text key={JSON.stringify(statement)}>
                {text[language]}
                {'language' in statement && statement.language !== language && (
                  <Text span size="xs" c="gray.7" lang={readers}>
                    {` (${t('one.written', { language: formatLanguageName(statement.language, readers) })})`}
                  </Text>
                )}
              </Text>
            ))}
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Actions({ handOff, zone }: HandOffBodyProps) {
  const t = useHandOffWords();
  return (
    <section>
      <Title order={3} size="h6">
        {t('one.actions')}
      </Title>
      {handOff.actions.length === 0 && <Text size="sm">{t('one.noActions')}</Text>}
      <List>
        {handOff.actions.map(({ what, owner, dueAt }) => (
          <List.Item key={`${what} ${owner} ${dueAt}`}>
            {what}{' '}
            <Text span size="sm" c="gray.8">
              <PatientTime
                at={dueAt}
                zone={zone}
                sentence={(time) => t('one.actionOwner', { who: owner, time })}
              />
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

function WhatIf({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  if (handOff.contingency.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h6">
        {t('one.contingency')}
      </Title>
      <List>
        {handOff.contingency.map(({ condition, action }) => (
          <List.Item key={`${condition} ${action}`}>
            {t('one.condition', { condition, action })}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
