import { Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { symptoms, type Symptom } from '../../../monitoring/core/symptom.ts';
import { symptomWords } from '../../../monitoring/core/vocabulary.ts';
import type { Person } from '../../../people/core/schemas.ts';
import { SectionPart } from '../../../people/web/chart/section-part.tsx';
import type { Reply } from '../../../platform/core/contract.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { askSymptoms, type readPortalAccess } from '../../contract.ts';
import { usePortalWords } from './portal-words.ts';
import { useMoment } from './use-moment.ts';

interface AskSymptomsProps {
  readonly person: Person;
  readonly questions: Reply<typeof readPortalAccess>['questions'];
}

/** Asks the patient about symptoms; the answer is judged like one that was told on a call. */
export function AskSymptoms({ person, questions }: AskSymptomsProps) {
  const t = usePortalWords();
  const say = useSay();
  const moment = useMoment();
  const mayAsk = useMay()('portal-access.write');
  const named = (asked: readonly Symptom[]) =>
    asked.map((one) => say(symptomWords[one])).join(', ');
  return (
    <SectionPart title={t('ask.title')}>
      {questions.map(({ id, symptoms: asked, askedAt, answeredAt }) => (
        <Text key={id} size="sm">
          {answeredAt === null
            ? t('ask.waiting', { at: moment(askedAt), symptoms: named(asked) })
            : t('ask.answered', {
                ...{ at: moment(askedAt), answered: moment(answeredAt), symptoms: named(asked) },
              })}
        </Text>
      ))}
      {mayAsk && <Ask patientId={person.header.id} />}
    </SectionPart>
  );
}

function Ask({ patientId }: { readonly patientId: string }) {
  const t = usePortalWords();
  const say = useSay();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const ask = useAct(askSymptoms, { quiet: true });
  const send = async () => {
    const asked = symptoms.filter((one) => chosen.includes(one));
    if (asked.length === 0) return;
    await ask.mutateAsync({ params: { id: patientId }, body: { symptoms: asked } });
    setChosen([]);
    showDone(t('ask.sent'));
  };
  return (
    <FormFrame submit={t('ask.send')} busy={ask.isPending} problem={ask.error} onSubmit={send}>
      <Checkbox.Group label={t('ask.which')} value={[...chosen]} onChange={setChosen}>
        <Group gap="md" mt={6}>
          {symptoms.map((symptom) => (
            <Checkbox key={symptom} value={symptom} label={say(symptomWords[symptom])} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormFrame>
  );
}
