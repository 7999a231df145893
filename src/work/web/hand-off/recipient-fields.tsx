import { NativeSelect, Radio, SimpleGrid, Stack } from '@mantine/core';

import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { WorkItemView } from '../../contract.ts';
import { severities } from '../../core/hand-off.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import type { DraftedHandOff, OfferDraft } from './offer-draft.ts';

interface RecipientFieldsProps {
  readonly item: WorkItemView;
  readonly drafted: DraftedHandOff;
  readonly value: OfferDraft;
  readonly onChange: (change: Partial<OfferDraft>) => void;
}

/** To whom, and how ill the patient is: nothing fills the severity in for the sender. */
export function RecipientFields({ item, drafted, value, onChange }: RecipientFieldsProps) {
  const t = useHandOffWords();
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <NativeSelect
        label={t('compose.to')}
        required
        withAsterisk={false}
        maw={480}
        value={value.to}
        data={useRecipients(item, drafted)}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('compose.severity')}
        required
        withAsterisk={false}
        value={value.severity}
        onChange={(severity) => onChange({ severity })}
      >
        <Stack gap="xs" mt={4}>
          {severities.map((one) => (
            <Radio
              key={one}
              value={one}
              required
              label={t(`severity.${one}`)}
              description={t(`severityWhy.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </SimpleGrid>
  );
}

/** Queues first, then the people on duty, those who speak the patient's language on top. */
function useRecipients(item: WorkItemView, { targets }: DraftedHandOff) {
  const t = useHandOffWords();
  const say = useSay();
  const language = formatLanguageName(item.language, useLanguage());
  const people = targets.people.toSorted(
    (a, b) => Number(b.speaksLanguage) - Number(a.speaksLanguage),
  );
  return [
    { value: '', label: t('compose.choose') },
    {
      group: t('compose.queues'),
      items: targets.queues.map((one) => ({ value: `queue:${one.id}`, label: say(one.label) })),
    },
    {
      group: t('compose.people'),
      items: people.map((one) => ({
        value: `user:${one.id}`,
        label: one.speaksLanguage ? t('compose.speaks', { name: one.name, language }) : one.name,
      })),
    },
  ];
}
