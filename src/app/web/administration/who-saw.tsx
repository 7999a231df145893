import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { usePrivacyWords } from '../../../access/web/privacy/privacy-words.ts';
import type { WhoSawSearch } from '../../../access/web/privacy/who-saw-search.ts';
import { WhoSawScreen } from '../../../access/web/privacy/who-saw-screen.tsx';
import { PatientField, type ChosenPatient } from '../../../people/web/search/patient-field.tsx';

/** "Who saw this patient", with the search for the patient. */
export function WhoSawRoute() {
  const t = usePrivacyWords();
  const search = useSearch({ from: '/shell/who-saw' });
  const navigate = useNavigate();
  const [found, setFound] = useState<ChosenPatient | null>(null);
  const { patientId } = search;
  // After a reload only the id is known; the name is never kept in the address.
  const named = found?.id === patientId ? found : null;
  const chosen =
    patientId === undefined ? null : (named ?? { id: patientId, name: patientId.slice(-8) });
  const show = (next: WhoSawSearch) =>
    void navigate({ to: '/who-saw', search: next, replace: true });
  return (
    <WhoSawScreen
      search={search}
      onSearch={show}
      picker={
        <PatientField
          label={t('whoSaw.patient')}
          chosen={chosen}
          onChoose={(patient) => {
            setFound(patient);
            const { from, to } = search;
            show({
              ...(from && { from }),
              ...(to && { to }),
              ...(patient && { patientId: patient.id }),
            });
          }}
        />
      }
    />
  );
}
