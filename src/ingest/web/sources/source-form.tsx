import { Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { createSourceRoute } from '../../contract/sources.ts';
import { vendorAccess, type Authentication } from '../../core/vendors/vendor-access.ts';
import { vendorNames, type VendorName } from '../../core/vendors/vendor.ts';
import type { ShownSecret } from './secret-shown.tsx';
import { useSourcesWords } from './sources-words.ts';

interface SourceDraft {
  readonly vendor: VendorName;
  readonly label: string;
  readonly practiceId: string;
  /** Empty: what the vendor documents. */
  readonly authentication: Authentication | '';
  readonly windowMinutes: number;
}

const emptySource: SourceDraft = {
  ...{ vendor: 'tenovi', label: '', practiceId: '', authentication: '', windowMinutes: 5 },
};

interface SourceFormProps {
  readonly practices: readonly { readonly id: string; readonly name: string }[];
  readonly onMade: (shown: ShownSecret) => void;
  readonly onClose: () => void;
}

/** Lets a vendor deliver: which one, for whose patients, and how it proves itself. */
export function SourceForm({ practices, onMade, onClose }: SourceFormProps) {
  const t = useSourcesWords();
  const platform = usePlatformWords();
  const draft = useDraft('source:new', emptySource);
  const create = useAct(createSourceRoute, { quiet: true });
  const { value } = draft;
  const change = (part: Partial<SourceDraft>) => draft.set({ ...value, ...part });
  const ways = vendorAccess[value.vendor].authentications;
  const authentication = ways.find((way) => way === value.authentication) ?? ways[0];
  const send = async () => {
    const { vendor, label, practiceId, windowMinutes } = value;
    if (authentication === undefined) return;
    const made = await create.mutateAsync({
      body: { vendor, label, practiceId: practiceId || null, authentication, windowMinutes },
    });
    draft.clear();
    onMade({ ...made, name: label.trim(), authentication });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('add')}
      closeButtonProps={{ 'aria-label': platform('close') }}
      size="lg"
    >
      <FormFrame
        submit={t('form.send')}
        busy={create.isPending}
        problem={create.error}
        onSubmit={send}
        onCancel={onClose}
        draft={draft}
      >
        <NativeSelect
          label={t('form.vendor')}
          data-autofocus
          value={value.vendor}
          data={vendorNames.map((name) => ({ value: name, label: vendorAccess[name].label }))}
          onChange={(event) => change({ vendor: event.currentTarget.value as VendorName })}
        />
        <TextInput
          label={t('form.label')}
          description={t('form.labelHelp')}
          required
          withAsterisk={false}
          maxLength={80}
          value={value.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('form.practice')}
          description={t('form.practiceHelp')}
          value={value.practiceId}
          data={[
            { value: '', label: t('everyPractice') },
            ...practices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ practiceId: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('form.authentication')}
          value={authentication ?? ''}
          data={ways.map((way) => ({ value: way, label: t(`form.way.${way}`) }))}
          onChange={(event) =>
            change({ authentication: event.currentTarget.value as Authentication })
          }
        />
        {authentication === 'signature' && (
          <NumberInput
            label={t('form.window')}
            min={1}
            max={1_440}
            allowDecimal={false}
            value={value.windowMinutes}
            onChange={(minutes) => change({ windowMinutes: Number(minutes) || 5 })}
          />
        )}
      </FormFrame>
    </Modal>
  );
}
