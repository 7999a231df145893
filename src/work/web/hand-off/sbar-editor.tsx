import { Paper, Stack, Text, Title } from '@mantine/core';

import { useLanguage } from '../../../platform/web/language.ts';
import { sbarSections, type SbarSection } from '../../core/sbar.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import { statementKey, type DraftedHandOff, type OfferDraft } from './offer-draft.ts';
import { OwnWords } from './own-words.tsx';
import { StatementRow } from './statement-row.tsx';

interface SbarEditorProps {
  readonly drafted: DraftedHandOff;
  readonly value: OfferDraft;
  readonly onChange: (change: Partial<OfferDraft>) => void;
}

/** The four parts, each statement in both languages side by side; own words below each part. */
export function SbarEditor({ drafted, value, onChange }: SbarEditorProps) {
  const t = useHandOffWords();
  return (
    <Paper withBorder p="md">
      <Stack gap="lg">
        <Text size="sm">{t('compose.drafted')}</Text>
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
      <OwnWords
        label={t('compose.own', { section: name })}
        value={value.own[section]}
        onChange={(text) =>
          onChange({
            own: { ...value.own, [section]: text },
            ownLanguage: value.ownLanguage ?? language,
          })
        }
      />
    </Stack>
  );
}
