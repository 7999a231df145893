import { Stack, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { updatePatientRoute } from '../../contract.ts';
import { unknownLanguage } from '../../core/language.ts';
import { patientStatuses, type PatientStatus } from '../../core/person.ts';
import type { Person } from '../../core/schemas.ts';
import { draftOf, toChanges } from '../entry/patient-draft.ts';
import { AboutFields, NameFields, PlaceFields, PracticeFields } from '../entry/person-fields.tsx';
import { WordSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { SectionPart } from './section-part.tsx';

/** Name, language, address and numbers of the person, and how to change them. */
export function Identity({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('patients.write');
  const [editing, { open, close }] = useDisclosure();
  return (
    <SectionPart
      title={t('identity.title')}
      action={mayChange && !editing ? t('chart.edit') : undefined}
      onAction={open}
    >
      {editing ? <EditIdentity person={person} onClose={close} /> : <Facts person={person} />}
    </SectionPart>
  );
}

function Facts({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const readers = useLanguage();
  const { header, address, identifiers } = person;
  const { language, interpreterNeeded } = header;
  const interpreter =
    interpreterNeeded === null
      ? t('identity.interpreterUnknown')
      : interpreterNeeded
        ? t('identity.interpreterYes')
        : t('identity.interpreterNo');
  const place = [
    ...(address.lines ?? []),
    address.city,
    [address.state, address.postalCode].filter(Boolean).join(' '),
  ];
  const rows = [
    [
      t('identity.language'),
      language === unknownLanguage
        ? t('search.languageUnknown')
        : formatLanguageName(language, readers),
    ],
    [t('identity.interpreter'), interpreter],
    [t('identity.address'), place.filter(Boolean).join(', ') || t('identity.noAddress')],
    [
      t('identity.zone'),
      `${header.zone.replaceAll('_', ' ')} (${labels(`zoneSource.${header.zoneSource}`)})`,
    ],
    [t('form.status'), labels(`status.${header.status}`)],
    [
      t('identity.identifiers'),
      identifiers.map(({ kind, value }) => [kind, value].filter(Boolean).join(' ')).join(', ') ||
        '–',
    ],
  ] as const;
  return (
    <Table variant="vertical" layout="fixed" verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th w={160}>{label}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface EditIdentityProps {
  readonly person: Person;
  readonly onClose: () => void;
}

function EditIdentity({ person, onClose }: EditIdentityProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const { id, status: storedStatus } = person.header;
  const draft = useDraft(`patient:${id}`, { ...draftOf(person), status: storedStatus });
  const update = useAct(updatePatientRoute, { quiet: true });
  const { status, ...patient } = draft.value;
  const change = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    const body = { ...toChanges(patient, person), ...(status !== storedStatus && { status }) };
    await update.mutateAsync({ params: { id }, body });
    draft.clear();
    showDone(t('form.changed'));
    onClose();
  };
  const fields = { draft: patient, onChange: change };
  return (
    <FormFrame
      draft={draft}
      submit={t('form.change')}
      busy={update.isPending}
      problem={update.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Stack>
        <NameFields {...fields} />
        <AboutFields {...fields} />
        <PracticeFields {...fields} />
        <PlaceFields {...fields} />
        <WordSelect<PatientStatus>
          label={t('form.status')}
          value={status}
          values={patientStatuses}
          word={(one) => labels(`status.${one}`)}
          onChange={(next) => change({ status: next })}
        />
      </Stack>
    </FormFrame>
  );
}
