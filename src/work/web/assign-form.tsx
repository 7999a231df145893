import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { listDutyRoute } from '../../access/contract/session.ts';
import { formatLanguageName } from '../../platform/web/format.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { query, useAct } from '../../platform/web/query.ts';
import { assignWork } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useWorkWords } from './work-words.ts';

/** Gives a card to somebody on duty; who speaks the patient's language comes first. */
export function AssignForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const language = useLanguage();
  const [userId, setUserId] = useState('');
  const { data } = useQuery(query(listDutyRoute, {}, ['duty']));
  const assign = useAct(assignWork, { quiet: true });
  const people = (data?.onDuty ?? []).toSorted(
    (a, b) =>
      Number(b.languages.includes(item.language)) - Number(a.languages.includes(item.language)),
  );
  const send = async () => {
    await assign.mutateAsync({ params: { id: item.id }, body: { userId } });
    onDone(t('actions.done.assign'));
  };
  const speaks = t('form.speaks', { language: formatLanguageName(item.language, language) });
  return (
    <ActionForm
      submit={t('actions.send')}
      busy={assign.isPending}
      problem={assign.error}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <NativeSelect
        label={t('form.assignee')}
        required
        withAsterisk={false}
        autoFocus
        value={userId}
        data={[
          { value: '', label: t('form.choose') },
          ...people.map((one) => ({
            value: one.userId,
            label: one.languages.includes(item.language)
              ? `${one.displayName} (${speaks})`
              : one.displayName,
          })),
        ]}
        onChange={(event) => setUserId(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
