import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { useDraft } from '../../../platform/web/drafts.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { query, useAct } from '../../../platform/web/query.ts';
import type { WorkItemView } from '../../contract.ts';
import { draftHandOff, offerHandOff } from '../../contract/hand-offs.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import { useSeenVersion } from '../seen-version.ts';
import { ActionLines } from './action-lines.tsx';
import { ContingencyLines } from './contingency-lines.tsx';
import { blankOffer, offerOf, type DraftedHandOff, type OfferDraft } from './offer-draft.ts';
import { RecipientFields } from './recipient-fields.tsx';
import { SbarEditor } from './sbar-editor.tsx';

interface ComposerProps {
  readonly item: WorkItemView;
  readonly onOffered: () => void;
}

/** Composes a hand-off: to whom, how ill, the SBAR in both languages, what to do, what if. */
export function Composer({ item, onOffered }: ComposerProps) {
  const drafted = useQuery(query(draftHandOff, { params: { id: item.id } }));
  return (
    <Loaded from={drafted}>
      {(data) => <OfferForm item={item} drafted={data} onOffered={onOffered} />}
    </Loaded>
  );
}

interface OfferFormProps extends ComposerProps {
  readonly drafted: DraftedHandOff;
}

function OfferForm({ item, drafted, onOffered }: OfferFormProps) {
  const t = useHandOffWords();
  const language = useLanguage();
  const draft = useDraft(`hand-off:${item.id}`, blankOffer);
  const offer = useAct(offerHandOff, { quiet: true });
  const seen = useSeenVersion(item);
  const set = (change: Partial<OfferDraft>) => draft.set({ ...draft.value, ...change });
  const send = async () => {
    const body = offerOf(draft.value, drafted, language);
    if (!body) return;
    await seen.decide((version) =>
      offer.mutateAsync({ params: { id: item.id }, body: { ...body, version } }),
    );
    draft.clear();
    onOffered();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('compose.intro')}</Text>
        <Paper withBorder p="md">
          <RecipientFields item={item} drafted={drafted} value={draft.value} onChange={set} />
        </Paper>
        <SbarEditor drafted={drafted} value={draft.value} onChange={set} />
        <Paper withBorder p="md">
          <Stack gap="lg">
            <ActionLines value={draft.value.actions} onChange={(actions) => set({ actions })} />
            <ContingencyLines
              value={draft.value.contingency}
              onChange={(contingency) => set({ contingency })}
            />
          </Stack>
        </Paper>
        {offer.error && <ProblemNotice problem={offer.error} />}
        <Group>
          <Button type="submit" size="md" loading={offer.isPending}>
            {t('compose.offer')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
