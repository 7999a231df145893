import { Group, Paper, Stack, Text, Title } from '@mantine/core';

import { Icon } from '../../platform/web/icon.tsx';
import { useSay } from '../../platform/web/language.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import type { FindingView, WorkItemView } from '../../work/contract.ts';
import { useCardWords } from './card-words.ts';

interface CardFindingsProps {
  readonly item: WorkItemView;
  readonly zone: string;
}

/** What is wrong, large and plain, the worst first; what is back within limits stays in sight. */
export function CardFindings({ item, zone }: CardFindingsProps) {
  const t = useCardWords();
  const findings = item.findings.toSorted((a, b) => a.priority - b.priority);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="wrong-heading">
      <Stack gap="sm">
        <Title order={2} size="h5" id="wrong-heading">
          {t('wrong.heading')}
        </Title>
        {item.followUp && (
          <Text fw={600}>{t('wrong.followUp', { reason: item.followUp.reason })}</Text>
        )}
        {findings.length === 0 && !item.followUp && <Text>{t('wrong.nothing')}</Text>}
        {bundled(findings).map(([worst, ...related]) => (
          <div key={keyOf(worst)}>
            <Wrong finding={worst} zone={zone} />
            {related.map((finding) => (
              <Related key={keyOf(finding)} finding={finding} />
            ))}
          </div>
        ))}
        <Text size="sm" c="gray.8">
          <PatientTime
            at={item.since}
            zone={zone}
            sentence={(time) => t('wrong.since', { time })}
          />
        </Text>
        {item.cleared.map((finding) => (
          <Cleared key={keyOf(finding)} finding={finding} />
        ))}
      </Stack>
    </Paper>
  );
}

/** Findings that belong together, the worst of each first; whatever has no bundle stands alone. */
function bundled(findings: readonly FindingView[]): [FindingView, ...FindingView[]][] {
  const bundles = Map.groupBy(findings, (finding) => finding.bundle ?? keyOf(finding));
  return [...bundles.values()].flatMap(([worst, ...related]) =>
    worst === undefined ? [] : [[worst, ...related]],
  );
}

function Related({ finding }: { readonly finding: FindingView }) {
  const t = useCardWords();
  const say = useSay();
  return (
    <Text fw={600} pl={30}>
      {t('wrong.related', { text: say(finding.text) })}
    </Text>
  );
}

function keyOf(finding: FindingView): string {
  return `${finding.ruleId} ${finding.code} ${finding.direction}`;
}

function Wrong({ finding, zone }: { readonly finding: FindingView; readonly zone: string }) {
  const t = useCardWords();
  const say = useSay();
  return (
    <div>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon name={finding.priority === 1 ? 'critical' : 'warning'} size={22} />
        <Text fz="xl" fw={700} lh={1.3} c={finding.priority === 1 ? 'red.9' : undefined}>
          {finding.text ? say(finding.text) : finding.code}
        </Text>
      </Group>
      {isMeasured(finding) && (
        <Text size="sm" c="gray.8" pl={30}>
          <PatientTime at={finding.at} zone={zone} sentence={(time) => t('wrong.at', { time })} />
        </Text>
      )}
    </div>
  );
}

/** Silence, or a device that does not deliver, was not measured at any time. */
function isMeasured({ params }: FindingView): boolean {
  if ('value1' in params || 'beyond' in params) return true;
  return 'amount' in params && params.amountUnit !== 'h';
}

function Cleared({ finding }: { readonly finding: FindingView }) {
  const t = useCardWords();
  const say = useSay();
  return (
    <Group gap="xs" c="gray.8">
      <Icon name="check" size={16} />
      <Text size="sm">
        {t('wrong.cleared')}: {finding.text ? say(finding.text) : finding.code}
      </Text>
    </Group>
  );
}
