import { Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';

import { languages } from '../../../platform/core/text.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import {
  createUserRoute,
  editUserRoute,
  type OneTimeLink,
  type User,
} from '../../contract/users.ts';
import { roles } from '../../core/permissions.ts';
import { useAccessWords } from '../access-words.ts';
import { useAdminWords } from './admin-words.ts';
import type { PracticeChoice } from './practice-choice.ts';
import { startUser, userBody, type UserDraft } from './user-draft.ts';

interface UserFormProps {
  /** Absent: somebody new. */
  readonly user: User | undefined;
  readonly practices: readonly PracticeChoice[];
  readonly onLink: (name: string, link: OneTimeLink) => void;
  readonly onClose: () => void;
}

/** Adds or changes a person. */
export function UserForm({ user, practices, onLink, onClose }: UserFormProps) {
  const t = useAdminWords();
  const platform = usePlatformWords();
  const draft = useDraft(`user:${user?.id ?? 'new'}`, startUser(user));
  const create = useAct(createUserRoute, { quiet: true });
  const edit = useAct(editUserRoute, { quiet: true });
  const { value } = draft;
  const change = (part: Partial<UserDraft>) => draft.set({ ...value, ...part });
  const send = async () => {
    const body = userBody(value);
    if (user) await edit.mutateAsync({ params: { id: user.id }, body });
    else onLink(body.displayName, (await create.mutateAsync({ body })).link);
    draft.clear();
    if (user) showDone(t('users.saved'));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={user ? t('users.editOf', { name: user.displayName }) : t('users.add')}
      closeButtonProps={{ 'aria-label': platform('close') }}
      size="lg"
    >
      <FormFrame
        submit={user ? platform('save') : t('form.send')}
        busy={create.isPending || edit.isPending}
        problem={create.error ?? edit.error}
        onSubmit={send}
        onCancel={onClose}
        draft={draft}
      >
        <PersonFields value={value} onChange={change} />
        <ChoiceFields value={value} onChange={change} />
        <NativeSelect
          label={t('form.practice')}
          value={value.practiceId}
          data={[
            { value: '', label: t('everyPractice') },
            ...practices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ practiceId: event.currentTarget.value })}
        />
      </FormFrame>
    </Modal>
  );
}

interface FieldsProps {
  readonly value: UserDraft;
  readonly onChange: (part: Partial<UserDraft>) => void;
}

function PersonFields({ value, onChange }: FieldsProps) {
  const t = useAdminWords();
  const platform = usePlatformWords();
  return (
    <>
      <TextInput
        label={t('form.name')}
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="off"
        maxLength={120}
        value={value.displayName}
        onChange={(event) => onChange({ displayName: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t('form.email')}
        required
        withAsterisk={false}
        autoComplete="off"
        maxLength={254}
        value={value.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
      />
      <TextInput
        label={`${t('form.credentials')} (${platform('optional')})`}
        maxLength={40}
        value={value.credentials}
        onChange={(event) => onChange({ credentials: event.currentTarget.value })}
      />
    </>
  );
}

function ChoiceFields({ value, onChange }: FieldsProps) {
  const t = useAdminWords();
  const words = useAccessWords();
  const platform = usePlatformWords();
  const language = useLanguage();
  const spoken = [...new Set([...languages, ...value.languages])];
  return (
    <>
      <Checkbox.Group
        label={t('form.roles')}
        error={value.roles.length === 0 && t('form.rolesNeeded')}
        value={[...value.roles]}
        onChange={(held) => onChange({ roles: roles.filter((role) => held.includes(role)) })}
      >
        <Stack gap={6} mt={4}>
          {roles.map((role) => (
            <Checkbox key={role} value={role} label={words(`roles.${role}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group
        label={t('form.languages')}
        description={t('form.languagesHelp')}
        value={[...value.languages]}
        onChange={(chosen) => onChange({ languages: chosen })}
      >
        <Group mt={4}>
          {spoken.map((code) => (
            <Checkbox key={code} value={code} label={formatLanguageName(code, language)} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        label={`${t('form.skills')} (${platform('optional')})`}
        description={t('form.skillsHelp')}
        value={value.skills}
        onChange={(event) => onChange({ skills: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('form.interfaceLanguage')}
        value={value.interfaceLanguage}
        data={languages.map((code) => ({ value: code, label: formatLanguageName(code, language) }))}
        onChange={(event) =>
          onChange({ interfaceLanguage: event.currentTarget.value === 'es' ? 'es' : 'en' })
        }
      />
    </>
  );
}
