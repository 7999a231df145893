import { List, Paper, Text, Title } from '@mantine/core';

import { languages } from '../../../platform/core/text.ts';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { Protocol, Step } from '../../core/protocol.ts';
import { useCodeWords } from '../code-words.ts';
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
  const language = useLanguage();
  const named = [...new Set((step.for ?? []).map((one) => one.split(':')[0]))].map((id) => {
    const rule = protocol.rules.find((one) => one.id === id);
    return rule ? say(rule.label) : id;
  });
  const said = step.say;
  return (
    <>
      <Text>
        <b>{words(`step.${step.does}`)}:</b> {say(step.text)}
      </Text>
      {step.symptoms && (
        <Text size="sm">{step.symptoms.map((one) => words(`symptom.${one}`)).join(', ')}</Text>
      )}
      {said &&
        languages.map((one) => (
          <Text key={one} size="sm" lang={one}>
            {`${formatLanguageName(one, language)}: «${said[one]}»`}
            {said.review[one] === 'unreviewed' && ` (${words('unreviewed')})`}
          </Text>
        ))}
      {named.length > 0 && (
        <Text size="sm" c="gray.8">
          {t('steps.only', { rules: named.join(', ') })}
        </Text>
      )}
    </>
  );
}
