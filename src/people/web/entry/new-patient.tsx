import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { Page } from '../../../platform/web/page.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { createPatientRoute, type LikelyDuplicate } from '../../contract.ts';
import { usePeopleWords } from '../people-words.ts';
import { practicesQuery } from '../person-query.ts';
import { ContactFields } from './contact-fields.tsx';
import { DuplicateWarning } from './duplicate-warning.tsx';
import { emptyPatient, toNewPatient, type PatientDraft } from './patient-draft.ts';
import { AboutFields, NameFields, PlaceFields, PracticeFields } from './person-fields.tsx';

/** Enters a patient; somebody who may be here already is shown before anything is stored. */
export function NewPatientScreen() {
  const t = usePeopleWords();
  const navigate = useNavigate();
  const draft = useDraft('new-patient', emptyPatient);
  const patient = useWithOnlyPractice(draft.value);
  const [duplicates, setDuplicates] = useState<readonly LikelyDuplicate[]>([]);
  const create = useAct(createPatientRoute, { quiet: true });
  const change = (part: Partial<PatientDraft>) => {
    // Whoever was compared with other words is compared again.
    setDuplicates([]);
    draft.set({ ...patient, ...part });
  };
  const send = async (confirmed: readonly LikelyDuplicate[]) => {
    const answer = await create.mutateAsync({
      body: {
        patient: toNewPatient(patient),
        confirmedNotDuplicate: confirmed.map((one) => one.patient.id),
      },
    });
    if (answer.outcome === 'likely-duplicates') {
      setDuplicates(answer.duplicates);
      return;
    }
    draft.clear();
    showDone(t('form.saved'));
    await navigate({
      to: '/patients/$patientId',
      params: { patientId: answer.patient.id },
      search: {},
    });
  };
  return (
    <Page title={t('form.title')}>
      <FormFrame
        draft={draft}
        submit={t('form.save')}
        busy={create.isPending}
        problem={create.error}
        onSubmit={() => send([])}
        onCancel={() => void navigate({ to: '/patients' })}
      >
        <Stack maw={960}>
          <NameFields draft={patient} onChange={change} />
          <AboutFields draft={patient} onChange={change} />
          <PracticeFields draft={patient} onChange={change} />
          <ContactFields
            contacts={patient.contacts}
            onChange={(contacts) => change({ contacts })}
          />
          <PlaceFields draft={patient} onChange={change} />
          {duplicates.length > 0 && (
            <DuplicateWarning
              duplicates={duplicates}
              busy={create.isPending}
              onConfirm={() => void send(duplicates).catch(() => undefined)}
            />
          )}
        </Stack>
      </FormFrame>
    </Page>
  );
}

/** Where there is only one practice nobody has to choose it. */
function useWithOnlyPractice(draft: PatientDraft): PatientDraft {
  const practices = useQuery(practicesQuery()).data?.practices.filter((one) => one.active) ?? [];
  const [only] = practices;
  if (draft.practiceId !== '' || practices.length !== 1 || only === undefined) return draft;
  return { ...draft, practiceId: only.id };
}
