import { Fieldset, Group, NativeSelect, Radio, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { sexes } from '../../core/person.ts';
import { LanguageSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { practicesQuery } from '../person-query.ts';
import type { PatientDraft } from './patient-draft.ts';
import { ZoneSelect } from './zone-select.tsx';

export interface PatientFieldsProps {
  readonly draft: PatientDraft;
  readonly onChange: (change: Partial<PatientDraft>) => void;
}

type TextField = Exclude<keyof PatientDraft, 'contacts' | 'sex' | 'interpreter'>;

interface FieldProps extends PatientFieldsProps {
  readonly name: TextField;
  readonly label: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly type?: 'date';
}

function Field({ draft, onChange, name, label, required = false, description, type }: FieldProps) {
  const platform = usePlatformWords();
  return (
    <TextInput
      label={required ? label : `${label} (${platform('optional')})`}
      description={description}
      required={required}
      withAsterisk={false}
      maxLength={200}
      autoComplete="off"
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      {...(type && { type })}
    />
  );
}

const twoColumns = { base: 1, sm: 2 } as const;

/** Both surnames, and what to call the person. */
export function NameFields(props: PatientFieldsProps) {
  const t = usePeopleWords();
  return (
    <Fieldset legend={t('form.name')}>
      <SimpleGrid cols={twoColumns}>
        <Field {...props} name="givenNames" label={t('form.givenNames')} required />
        <Field {...props} name="familyName" label={t('form.familyName')} required />
        <Field {...props} name="secondFamilyName" label={t('form.secondFamilyName')} />
        <Field
          {...props}
          name="preferredName"
          label={t('form.preferredName')}
          description={t('form.preferredNameHelp')}
        />
      </SimpleGrid>
    </Fieldset>
  );
}

/** Birth date, sex, language and interpreter; nothing is taken for granted. */
export function AboutFields(props: PatientFieldsProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const { draft, onChange } = props;
  return (
    <Fieldset legend={t('form.about')}>
      <SimpleGrid cols={twoColumns}>
        <Field {...props} name="birthDate" label={t('form.birthDate')} type="date" />
        <NativeSelect
          label={t('form.sex')}
          value={draft.sex}
          data={[
            { value: '', label: t('form.notAsked') },
            ...sexes.map((sex) => ({ value: sex, label: labels(`sex.${sex}`) })),
          ]}
          onChange={(event) =>
            onChange({ sex: sexes.find((sex) => sex === event.currentTarget.value) ?? '' })
          }
        />
        <LanguageSelect
          label={t('form.language')}
          value={draft.language}
          onChange={(language) => onChange({ language })}
        />
        <Radio.Group
          label={t('form.interpreter')}
          value={draft.interpreter}
          onChange={(interpreter) => onChange({ interpreter })}
        >
          <Group mt={8}>
            <Radio value="yes" label={t('form.yes')} />
            <Radio value="no" label={t('form.no')} />
            <Radio value="unknown" label={t('form.notAsked')} />
          </Group>
        </Radio.Group>
      </SimpleGrid>
    </Fieldset>
  );
}

/** The practice and its number for the person. */
export function PracticeFields(props: PatientFieldsProps) {
  const t = usePeopleWords();
  const { draft, onChange } = props;
  const practices = useQuery(practicesQuery()).data?.practices ?? [];
  return (
    <Fieldset legend={t('form.care')}>
      <SimpleGrid cols={twoColumns}>
        <NativeSelect
          label={t('form.practice')}
          required
          withAsterisk={false}
          value={draft.practiceId}
          data={[
            { value: '', label: t('form.choose') },
            ...practices
              .filter(({ active, id }) => active || id === draft.practiceId)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => onChange({ practiceId: event.currentTarget.value })}
        />
        <Field {...props} name="recordNumber" label={t('form.recordNumber')} />
      </SimpleGrid>
    </Fieldset>
  );
}

/** The address, and the clock that goes with it. */
export function PlaceFields(props: PatientFieldsProps) {
  const t = usePeopleWords();
  const { draft, onChange } = props;
  return (
    <Fieldset legend={t('form.place')}>
      <SimpleGrid cols={twoColumns}>
        <Field {...props} name="street" label={t('form.street')} />
        <Field {...props} name="city" label={t('form.city')} />
        <Field {...props} name="state" label={t('form.state')} />
        <Field {...props} name="postalCode" label={t('form.postalCode')} />
        <ZoneSelect value={draft.zone} onChange={(zone) => onChange({ zone })} />
      </SimpleGrid>
    </Fieldset>
  );
}
