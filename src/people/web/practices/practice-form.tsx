import { Modal, NativeSelect, Switch, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import {
  changePracticeRoute,
  createPracticeRoute,
  type Practice,
} from '../../contract/organization.ts';
import { zones } from '../entry/zone-select.tsx';
import { usePracticeWords } from './practice-words.ts';

interface PracticeFormProps {
  /** Absent: a new one. */
  readonly practice: Practice | undefined;
  readonly onClose: () => void;
}

/** Adds, changes or closes a practice. */
export function PracticeForm({ practice, onClose }: PracticeFormProps) {
  const t = usePracticeWords();
  const platform = usePlatformWords();
  const draft = useDraft(`practice:${practice?.id ?? 'new'}`, {
    name: practice?.name ?? '',
    zone: practice?.zone ?? 'America/New_York',
    phone: practice?.phone ?? '',
    active: practice?.active ?? true,
  });
  const create = useAct(createPracticeRoute, { quiet: true });
  const edit = useAct(changePracticeRoute, { quiet: true });
  const { value } = draft;
  const change = (part: Partial<typeof value>) => draft.set({ ...value, ...part });
  const send = async () => {
    const phone = value.phone.trim() === '' ? null : value.phone.trim();
    const body = { name: value.name.trim(), zone: value.zone, phone };
    if (practice) {
      await edit.mutateAsync({
        params: { id: practice.id },
        body: { ...body, active: value.active },
      });
    } else await create.mutateAsync({ body });
    draft.clear();
    showDone(t('saved'));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={practice ? t('changeOf', { name: practice.name }) : t('add')}
      closeButtonProps={{ 'aria-label': platform('close') }}
    >
      <FormFrame
        submit={platform('save')}
        busy={create.isPending || edit.isPending}
        problem={create.error ?? edit.error}
        onSubmit={send}
        onCancel={onClose}
        draft={draft}
      >
        <TextInput
          label={t('name')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={120}
          value={value.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('zone')}
          description={t('zoneHelp')}
          value={value.zone}
          data={zones.includes(value.zone) ? zones : [...zones, value.zone]}
          onChange={(event) => change({ zone: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={`${t('phone')} (${platform('optional')})`}
          value={value.phone}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        {practice && (
          <Switch
            label={t('open')}
            checked={value.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
      </FormFrame>
    </Modal>
  );
}
