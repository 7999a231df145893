import { List, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { changeEnrolmentRoute, enrolRoute } from '../../contract.ts';
import type { Consent } from '../../core/contact-point.ts';
import { enrolmentStatuses, type EnrolmentStatus } from '../../core/enrolment.ts';
import type { Enrolment } from '../../core/schemas.ts';
import { ConsentSelect, WordSelect } from '../fields.tsx';
import { knownText } from '../known-text.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { usePrograms } from '../program-name.ts';

interface EnrolmentDraft {
  readonly program: string;
  readonly status: EnrolmentStatus;
  readonly consent: Consent;
  readonly consentOn: string;
  readonly startedOn: string;
  readonly endedOn: string;
  readonly endReason: string;
}

function draftOf(enrolment: Enrolment | undefined): EnrolmentDraft {
  return {
    program: enrolment?.program ?? '',
    status: enrolment?.status ?? 'proposed',
    consent: enrolment?.consent ?? 'unknown',
    consentOn: enrolment?.consentOn ?? '',
    startedOn: enrolment?.startedOn ?? '',
    endedOn: enrolment?.endedOn ?? '',
    endReason: enrolment?.endReason ?? '',
  };
}

interface EnrolmentFormProps {
  readonly patientId: string;
  /** Undefined: a new one. */
  readonly enrolment: Enrolment | undefined;
  readonly onClose: () => void;
}

/** Enrols the patient, or records consent, start, pause or end. */
export function EnrolmentForm({ patientId, enrolment, onClose }: EnrolmentFormProps) {
  const t = usePeopleWords();
  const draft = useDraft(`enrolment:${patientId}:${enrolment?.id ?? 'new'}`, draftOf(enrolment));
  const enrol = useAct(enrolRoute, { quiet: true });
  const change = useAct(changeEnrolmentRoute, { quiet: true });
  const set = (part: Partial<EnrolmentDraft>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    const { program, status, consent, consentOn, startedOn, endedOn, endReason } = draft.value;
    const body = {
      ...{ status, consent },
      consentOn: knownText(consentOn),
      startedOn: knownText(startedOn),
      endedOn: knownText(endedOn),
      endReason: knownText(endReason),
    };
    const params = { id: patientId };
    if (enrolment === undefined) await enrol.mutateAsync({ params, body: { program, ...body } });
    else await change.mutateAsync({ params: { ...params, enrolmentId: enrolment.id }, body });
    draft.clear();
    showDone(t('enrolments.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={enrolment === undefined ? t('chart.add') : t('form.change')}
      busy={enrol.isPending || change.isPending}
      problem={enrol.error ?? change.error}
      onSubmit={send}
      onCancel={onClose}
    >
      {enrolment === undefined && (
        <ProgramField program={draft.value.program} onChange={(program) => set({ program })} />
      )}
      <WhatToSay program={draft.value.program} />
      <StateFields draft={draft.value} onChange={set} />
    </FormFrame>
  );
}

interface ProgramFieldProps {
  readonly program: string;
  readonly onChange: (program: string) => void;
}

function ProgramField({ program, onChange }: ProgramFieldProps) {
  const t = usePeopleWords();
  const say = useSay();
  const programs = usePrograms();
  return (
    <NativeSelect
      label={t('enrolments.program')}
      required
      withAsterisk={false}
      value={program}
      data={[
        { value: '', label: t('form.choose') },
        ...programs.map(({ id, label }) => ({ value: id, label: say(label) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Eligibility to check and what must be said before consent, from the program's content. */
function WhatToSay({ program }: { readonly program: string }) {
  const t = usePeopleWords();
  const say = useSay();
  const programs = usePrograms();
  const found = programs.find((one) => one.id === program);
  if (!found) return null;
  const names = found.excludes.map((id) => {
    const other = programs.find((one) => one.id === id);
    return other ? say(other.label) : id.toUpperCase();
  });
  const lists = [
    [t('enrolments.eligibility'), found.eligibility],
    [t('enrolments.topics'), found.consentTopics],
  ] as const;
  return (
    <Stack gap="xs">
      <Text size="sm">{say(found.summary)}</Text>
      {lists.map(([title, lines]) => (
        <div key={title}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <List size="sm">
            {lines.map((line) => (
              <List.Item key={line.en}>{say(line)}</List.Item>
            ))}
          </List>
        </div>
      ))}
      {names.length > 0 && (
        <Text size="sm">{t('enrolments.excludes', { programs: names.join(', ') })}</Text>
      )}
    </Stack>
  );
}

interface StateFieldsProps {
  readonly draft: EnrolmentDraft;
  readonly onChange: (change: Partial<EnrolmentDraft>) => void;
}

function StateFields({ draft, onChange }: StateFieldsProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const day = (name: 'consentOn' | 'startedOn' | 'endedOn') => (
    <TextInput
      type="date"
      label={t(`enrolments.${name}`)}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <WordSelect
        label={t('enrolments.status')}
        value={draft.status}
        values={enrolmentStatuses}
        word={(one) => labels(`enrolmentStatus.${one}`)}
        onChange={(status) => onChange({ status })}
      />
      <ConsentSelect
        label={t('enrolments.consent')}
        value={draft.consent}
        onChange={(consent) => onChange({ consent })}
      />
      {day('consentOn')}
      {draft.status !== 'proposed' && day('startedOn')}
      {draft.status === 'ended' && day('endedOn')}
      {draft.status === 'ended' && (
        <TextInput
          label={t('enrolments.endReason')}
          maxLength={200}
          value={draft.endReason}
          onChange={(event) => onChange({ endReason: event.currentTarget.value })}
        />
      )}
    </SimpleGrid>
  );
}
