import { Alert, List, Text } from '@mantine/core';

import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import type { PlausibilityReason } from '../../vitals/core/plausibility-reasons.ts';
import { reasonParameters } from '../../vitals/core/reason-parameters.ts';
import { useReadingWords } from '../../vitals/web/reading-words.ts';
import { useVitals } from '../../vitals/web/vitals-query.ts';
import type { QuarantineItem } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';

/** Why an item is not in the chart, in plain words, with the limits that were passed. */
export function Doubts({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const words = useReadingWords();
  const say = useSay();
  const language = useLanguage();
  const vitals = useVitals();
  const { kind } = item;
  const reasons = reasonsOf(item);
  return (
    <Alert
      color="orange"
      variant="light"
      title={t(item.outcome === 'quarantined' ? 'why' : 'whyNot')}
      styles={{ title: { color: 'var(--mantine-color-black)' } }}
      icon={<Icon name="warning" />}
    >
      <Text size="lg" fw={600}>
        {say(item.messages)}
      </Text>
      {vitals && kind && reasons.length > 0 ? (
        <List>
          {reasons.map((reason) => (
            <List.Item key={`${reason.code} ${reason.component ?? ''}`}>
              {words(`doubt.${reason.code}`, {
                ...reasonParameters(vitals, kind, reason, language),
              })}
            </List.Item>
          ))}
        </List>
      ) : (
        <Text>{say(item.advice)}</Text>
      )}
    </Alert>
  );
}

function reasonsOf({ detail }: QuarantineItem): readonly PlausibilityReason[] {
  const { reasons } = detail;
  return Array.isArray(reasons) ? (reasons as readonly PlausibilityReason[]) : [];
}
