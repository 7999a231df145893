import { Checkbox, Group, SimpleGrid, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { addCircleMemberRoute, changeCircleMemberRoute } from '../../contract.ts';
import { circleKinds, circleScopes } from '../../core/care-circle.ts';
import type { CircleMember } from '../../core/schemas.ts';
import { ConsentSelect, LanguageSelect, WordSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import {
  circleDraftOf,
  relationsFor,
  toCircleMember,
  withKind,
  type CircleDraft,
} from './circle-draft.ts';
import { DirectoryField } from './directory-field.tsx';

interface CircleFormProps {
  readonly patientId: string;
  /** Undefined: somebody new. */
  readonly member: CircleMember | undefined;
  readonly onClose: () => void;
}

/** Adds somebody to the care circle, or changes what they may know or decide. */
export function CircleForm({ patientId, member, onClose }: CircleFormProps) {
  const t = usePeopleWords();
  const draft = useDraft(`circle:${patientId}:${member?.id ?? 'new'}`, circleDraftOf(member));
  const add = useAct(addCircleMemberRoute, { quiet: true });
  const change = useAct(changeCircleMemberRoute, { quiet: true });
  const set = (part: Partial<CircleDraft>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    const body = toCircleMember(draft.value);
    if (member === undefined) await add.mutateAsync({ params: { id: patientId }, body });
    else await change.mutateAsync({ params: { id: patientId, memberId: member.id }, body });
    draft.clear();
    showDone(t('circle.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={member === undefined ? t('chart.add') : t('form.change')}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Who draft={draft.value} onChange={set} />
      <Scope draft={draft.value} onChange={set} />
      <Details draft={draft.value} onChange={set} />
    </FormFrame>
  );
}

interface PartProps {
  readonly draft: CircleDraft;
  readonly onChange: (change: Partial<CircleDraft>) => void;
}

const columns = { base: 1, sm: 2 } as const;

function Who({ draft, onChange }: PartProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  return (
    <SimpleGrid cols={columns}>
      <WordSelect
        label={t('circle.kind')}
        value={draft.kind}
        values={circleKinds}
        word={(one) => labels(`circleKind.${one}`)}
        onChange={(kind) => onChange(withKind(draft, kind))}
      />
      <WordSelect
        label={t('circle.relation')}
        value={draft.relation}
        values={relationsFor(draft)}
        word={(one) => labels(`relation.${one}`)}
        onChange={(relation) => onChange({ relation })}
      />
      {draft.kind === 'professional' && <DirectoryField onChoose={onChange} />}
      <TextInput
        label={t('circle.name')}
        required
        withAsterisk={false}
        maxLength={200}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value, directoryEntryId: null })}
      />
      <ConsentSelect
        label={t('circle.consent')}
        value={draft.consent}
        onChange={(consent) => onChange({ consent })}
      />
    </SimpleGrid>
  );
}

function Scope({ draft, onChange }: PartProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  return (
    <Checkbox.Group
      label={t('circle.scope')}
      value={[...draft.scope]}
      onChange={(scope) => onChange({ scope })}
    >
      <Group mt={4}>
        {circleScopes.map((one) => (
          <Checkbox key={one} value={one} label={labels(`scope.${one}`)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Details({ draft, onChange }: PartProps) {
  const t = usePeopleWords();
  const platform = usePlatformWords();
  const text = (
    name: 'phone' | 'email' | 'note',
    label: string,
    type: 'tel' | 'email' | 'text',
  ) => (
    <TextInput
      label={`${label} (${platform('optional')})`}
      type={type}
      maxLength={name === 'note' ? 2000 : 200}
      autoComplete="off"
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const day = (name: 'startsOn' | 'endsOn', label: string, description?: string) => (
    <TextInput
      label={`${label} (${platform('optional')})`}
      description={description}
      type="date"
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <SimpleGrid cols={columns}>
      {text('phone', t('circle.phone'), 'tel')}
      {text('email', t('circle.email'), 'email')}
      <LanguageSelect
        label={t('circle.language')}
        value={draft.language === '' ? 'und' : draft.language}
        onChange={(language) => onChange({ language })}
      />
      {text('note', t('circle.note'), 'text')}
      {day('startsOn', t('circle.starts'))}
      {day('endsOn', t('circle.ends'), draft.kind === 'proxy' ? t('circle.proxyEnds') : undefined)}
    </SimpleGrid>
  );
}
