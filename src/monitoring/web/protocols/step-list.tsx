import { List, Paper, Text, Title } from '@mantine/core';

import { useSay } from '../../../platform/web/language.ts';
import type { Protocol, Step } from '../../core/protocol.ts';
import { useCodeWords } from '../code-words.ts';
import { PatientText } from './patient-text.tsx';
import { useProtocolWords } from './protocol-words.ts';

/** What is to be done at the card, in order, with the words for the patient in both languages. */
export function StepList({ protocol }: { readonly protocol: Protocol }) {
  const t = useProtocolWords();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('steps.title')}
      </Title>
      <List type="ordered" spacing="sm">
        {protocol.steps.map((step) => (
          <List.Item key={step.id}>
            <OneStep step={step} protocol={protocol} />
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

interface OneStepProps {
  readonly step: Step;
  readonly protocol: Protocol;
}

function OneStep({ step, protocol }: OneStepProps) {
  const t = useProtocolWords();
  const words = useCodeWords();
  const say = useSay();
  const named = [...new Set((step.for ?? []).map((one) => one.split(':')[0]))].map((id) => {
    const rule = protocol.rules.find((one) => one.id === id);
    return rule ? say(rule.label) : id;
  });
  return (
    <>
      <Text>
        <b>{words(`step.${step.does}`)}:</b> {say(step.text)}
      </Text>
      {step.symptoms && (
        <Text size="sm">{step.symptoms.map((one) => words(`symptom.${one}`)).join(', ')}</Text>
      )}
      {step.say && <PatientText text={step.say} />}
      {named.length > 0 && (
        <Text size="sm" c="gray.8">
          {t('steps.only', { rules: named.join(', ') })}
        </Text>
      )}
    </>
  );
}
