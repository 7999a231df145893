import {
  Checkbox,
  Code,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { createTokenRoute } from '../../contract/tokens.ts';
import { useAdminWords } from './admin-words.ts';
import type { PracticeChoice } from './practice-choice.ts';
import {
  emptyToken,
  scopeChoiceNames,
  scopeChoices,
  scopesOf,
  tokenBody,
  type TokenDraft,
} from './token-draft.ts';

/** Finds a patient; it comes from outside, since people know of access and not the reverse. */
export type PatientPicker = (props: {
  readonly label: string;
  readonly chosen: TokenDraft['patient'];
  readonly onChoose: (patient: TokenDraft['patient']) => void;
}) => ReactNode;

interface TokenFormProps {
  readonly practices: readonly PracticeChoice[];
  /** Absent: the reader may not look for patients. */
  readonly PatientPicker: PatientPicker | undefined;
  readonly onMade: (name: string, secret: string) => void;
  readonly onClose: () => void;
}

/** Makes a token: a name, what it may do in plain words, and for whom. */
export function TokenForm({ practices, PatientPicker, onMade, onClose }: TokenFormProps) {
  const t = useAdminWords();
  const platform = usePlatformWords();
  const draft = useDraft('token:new', emptyToken);
  const create = useAct(createTokenRoute, { quiet: true });
  const { value } = draft;
  const change = (part: Partial<TokenDraft>) => draft.set({ ...value, ...part });
  const send = async () => {
    const body = tokenBody(value);
    const { token } = await create.mutateAsync({ body });
    draft.clear();
    onMade(body.label, token);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tokens.add')}
      closeButtonProps={{ 'aria-label': platform('close') }}
      size="lg"
    >
      <FormFrame
        submit={t('token.send')}
        busy={create.isPending}
        problem={create.error}
        onSubmit={send}
        onCancel={onClose}
        draft={draft}
      >
        <TextInput
          label={t('token.label')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={120}
          value={value.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <ScopeFields value={value} onChange={change} />
        <NativeSelect
          label={t('token.practice')}
          value={value.practiceId}
          data={[
            { value: '', label: t('everyPractice') },
            ...practices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ practiceId: event.currentTarget.value })}
        />
        {PatientPicker && (
          <PatientPicker
            label={`${t('token.patient')} (${platform('optional')})`}
            chosen={value.patient}
            onChoose={(patient) => change({ patient })}
          />
        )}
        <TextInput
          label={`${t('token.source')} (${platform('optional')})`}
          description={t('token.sourceHelp')}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={60}
          value={value.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
        />
        <Checkbox
          label={t('token.nightscout')}
          checked={value.nightscout}
          onChange={(event) => change({ nightscout: event.currentTarget.checked })}
        />
      </FormFrame>
    </Modal>
  );
}

interface ScopeFieldsProps {
  readonly value: TokenDraft;
  readonly onChange: (part: Partial<TokenDraft>) => void;
}

function ScopeFields({ value, onChange }: ScopeFieldsProps) {
  const t = useAdminWords();
  const platform = usePlatformWords();
  return (
    <>
      <Checkbox.Group
        label={t('token.scopes')}
        error={scopesOf(value).length === 0 && t('token.scopesNeeded')}
        value={[...value.chosen]}
        onChange={(chosen) => onChange({ chosen })}
      >
        <Stack gap={6} mt={4}>
          {scopeChoiceNames.map((name) => (
            <Checkbox
              key={name}
              value={name}
              label={
                <Group gap={8}>
                  {t(`token.choice.${name}`)}
                  <Code>{scopeChoices[name]}</Code>
                </Group>
              }
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea
        label={`${t('token.custom')} (${platform('optional')})`}
        description={t('token.customHelp')}
        autosize
        spellCheck={false}
        value={value.custom}
        onChange={(event) => onChange({ custom: event.currentTarget.value })}
      />
    </>
  );
}
