import { Text } from '@mantine/core';

import { Page } from '../../platform/web/page.tsx';
import { useSay } from '../../platform/web/language.ts';
import type { WorkItemView } from '../../work/contract.ts';

export function Card({ item }: { readonly item: WorkItemView }) {
  const say = useSay();
  return (
    <Page title={say(item.kindLabel)}>
      {item.findings.map((finding) => (
        <Text key={`${finding.ruleId} ${finding.direction}`}>
          {finding.text ? say(finding.text) : finding.code}
        </Text>
      ))}
    </Page>
  );
}
