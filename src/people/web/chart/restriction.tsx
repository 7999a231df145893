import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { restrictPatientRoute } from '../../contract.ts';
import { restrictionReasons, type RestrictionReason } from '../../core/person.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { WordSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { SectionPart } from './section-part.tsx';

/** Closes the record to everybody without work on it, or opens it again. Only for who may. */
export function Restriction({ header }: { readonly header: PatientHeader }) {
  const t = usePeopleWords();
  const mayRestrict = useMay()('patients.restrict');
  const [closing, { open, close }] = useDisclosure();
  const restrict = useAct(restrictPatientRoute);
  if (!mayRestrict) return null;
  const reopen = () =>
    restrict.mutate(
      { params: { id: header.id }, body: { restricted: false } },
      { onSuccess: () => showDone(t('identity.unrestrictDone')) },
    );
  return (
    <SectionPart title={t('identity.restriction')}>
      {closing ? (
        <RestrictForm patientId={header.id} onClose={close} />
      ) : (
        <Stack gap="xs">
          <Text size="sm">
            {header.restricted ? t('chart.restricted') : t('identity.restrictExplain')}
          </Text>
          <Group>
            {header.restricted ? (
              <Button variant="default" size="xs" loading={restrict.isPending} onClick={reopen}>
                {t('identity.unrestrict')}
              </Button>
            ) : (
              <Button variant="default" size="xs" onClick={open}>
                {t('identity.restrict')}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </SectionPart>
  );
}

interface RestrictFormProps {
  readonly patientId: string;
  readonly onClose: () => void;
}

function RestrictForm({ patientId, onClose }: RestrictFormProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const [reason, setReason] = useState<RestrictionReason>('patient-request');
  const restrict = useAct(restrictPatientRoute, { quiet: true });
  const send = async () => {
    await restrict.mutateAsync({ params: { id: patientId }, body: { restricted: true, reason } });
    showDone(t('identity.restrictDone'));
    onClose();
  };
  return (
    <FormFrame
      submit={t('identity.restrict')}
      busy={restrict.isPending}
      problem={restrict.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text size="sm">{t('identity.restrictExplain')}</Text>
      <WordSelect
        label={t('identity.restrictReason')}
        value={reason}
        values={restrictionReasons}
        word={(one) => labels(`restriction.${one}`)}
        onChange={setReason}
      />
    </FormFrame>
  );
}
