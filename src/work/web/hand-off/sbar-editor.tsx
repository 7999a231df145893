import { Paper, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core';

import { languages } from '../../../platform/core/text.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { sbarSections, type SbarSection } from '../../core/sbar.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import { statementKey, type DraftedHandOff, type OfferDraft } from './offer-draft.ts';
import { StatementRow } from './statement-row.tsx';

interface SbarEditorProps {
  readonly drafted: DraftedHandOff;
  readonly value: OfferDraft;
  readonly onChange: (change: Partial<OfferDraft>) => void;
}

/** The four parts, each statement in both languages side by side; own words below each part. */
export function SbarEditor({ drafted, value, onChange }: SbarEditorProps) {
  const t = useHandOffWords();
  const words = usePlatformWords();
  return (
    <Paper withBorder p="md">
      <Stack gap="lg">
        <Text size="sm">{t('compose.drafted')}</Text>
        <SimpleGrid cols={2} visibleFrom="sm" aria-hidden="true">
          {languages.map((one) => (
            <Text key={one} size="sm" c="gray.8" fw={600}>
              {words(`language.${one}`)}
            </Text>
          ))}
        </SimpleGrid>
        {sbarSections.map((section) => (
          <Section
            key={section}
            section={section}
            drafted={drafted}
            value={value}
            onChange={onChange}
          />
        ))}
      </Stack>
    </Paper>
  );
}

interface SectionProps extends SbarEditorProps {
  readonly section: SbarSection;
}

function Section({ section, drafted, value, onChange }: SectionProps) {
  const t = useHandOffWords();
  const language = useLanguage();
  const name = t(`sections.${section}`);
  const toggle = (key: string) => {
    const without = value.leftOut.filter((one) => one !== key);
    const wasOut = without.length < value.leftOut.length;
    onChange({ leftOut: wasOut ? without : [...value.leftOut, key] });
  };
  return (
    <Stack gap="xs" component="section" aria-label={name}>
      <Title order={2} size="h5">
        {name}
      </Title>
      {drafted.sbar[section].length === 0 && (
        <Text size="sm" c="gray.8">
          {t('compose.nothing')}
        </Text>
      )}
      {drafted.sbar[section].map((one) => {
        const key = statementKey(section, one);
        return (
          <StatementRow
            key={key}
            text={one.text}
            leftOut={value.leftOut.includes(key)}
            onToggle={() => toggle(key)}
          />
        );
      })}
      <Textarea
        label={t('compose.own', { section: name })}
        description={t('compose.ownWhy')}
        autosize
        minRows={1}
        maxLength={4000}
        value={value.own[section]}
        onChange={(event) =>
          onChange({
            own: { ...value.own, [section]: event.currentTarget.value },
            ownLanguage: value.ownLanguage ?? language,
          })
        }
      />
    </Stack>
  );
}
