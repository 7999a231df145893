import { Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { query } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { listChanges, readTrial, type ChangeView } from '../../contract/publishing.ts';
import type { Protocol } from '../../core/protocol.ts';
import { versionText } from '../../core/what-if-edit.ts';
import { DecideForm, type Decision } from './decide-form.tsx';
import { useEditText } from './edit-text.ts';
import { MostChanged } from './most-changed.tsx';
import { PanelTable } from './panel-table.tsx';
import { usePublishingWords } from './publishing-words.ts';

/** Changes of all protocols; follows decisions of others. */
export function changesQuery() {
  return query(listChanges, {}, ['reviews']);
}

interface ProtocolChangesProps {
  readonly protocol: Protocol;
  readonly vitals: Vitals;
}

/** What was proposed for a protocol, with what was foretold of it and what became of it. */
export function ProtocolChanges({ protocol, vitals }: ProtocolChangesProps) {
  const t = usePublishingWords();
  const changes = useQuery(changesQuery()).data?.changes ?? [];
  const own = changes.filter(({ protocolId }) => protocolId === protocol.id);
  if (own.length === 0) return null;
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('changes.title')}
      </Title>
      {own.map((change) => (
        <OneChange key={change.id} change={change} protocol={protocol} vitals={vitals} />
      ))}
    </Stack>
  );
}

interface OneChangeProps extends ProtocolChangesProps {
  readonly change: ChangeView;
}

function OneChange({ change, protocol, vitals }: OneChangeProps) {
  const t = usePublishingWords();
  const language = useLanguage();
  const lines = useEditText(protocol, vitals)(change.edits);
  const { version, parentVersion, decidedBy, decisionReason } = change;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group gap="xs">
          <Badge variant="default" tt="none">
            {t(`changes.state.${change.state}`)}
          </Badge>
          <Text fw={600}>
            {[
              version === null
                ? t('changes.basedOn', { version: versionText(parentVersion) })
                : t('changes.version', { version: versionText(version) }),
              t('changes.from', { day: formatDay(change.effectiveOn, language) }),
            ].join(' · ')}
          </Text>
        </Group>
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        <Text size="sm">
          {t('changes.proposedBy', { name: change.proposedBy, reason: change.reason })}
        </Text>
        {decidedBy !== null && (
          <Text size="sm">
            {t('changes.decidedBy', { name: decidedBy, reason: decisionReason ?? '' })}
          </Text>
        )}
        {!change.usable && <Text fw={600}>{t('changes.unusable')}</Text>}
        <PanelTable difference={change.difference} />
        {change.state === 'proposed' && <Waiting change={change} />}
      </Stack>
    </Paper>
  );
}

function Waiting({ change }: { readonly change: ChangeView }) {
  const t = usePublishingWords();
  const may = useMay();
  const [decision, setDecision] = useState<Decision>();
  const decides = may('protocols.approve') && !change.own;
  const offered: readonly Decision[] = decides
    ? ['approve', 'decline']
    : change.own
      ? ['withdraw']
      : [];
  return (
    <Stack gap="xs">
      {may('protocols.propose') && <Patients trialId={change.trialId} />}
      {change.own && <Text size="sm">{t('changes.own')}</Text>}
      {decision === undefined ? (
        <Group gap="xs">
          {offered.map((one) => (
            <Button
              key={one}
              variant={one === 'approve' ? 'filled' : 'default'}
              onClick={() => setDecision(one)}
            >
              {t(`changes.${one}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <DecideForm
          changeId={change.id}
          decision={decision}
          onClose={() => setDecision(undefined)}
        />
      )}
    </Stack>
  );
}

/** Names are shown, and audited, only when somebody asks for them. */
function Patients({ trialId }: { readonly trialId: string }) {
  const t = usePublishingWords();
  const [shown, setShown] = useState(false);
  const trial = useQuery({ ...query(readTrial, { params: { id: trialId } }), enabled: shown });
  if (trial.data) return <MostChanged patients={trial.data.mostChanged} />;
  return (
    <Group>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={trial.isFetching}
        onClick={() => setShown(true)}
      >
        {t('trial.showPatients')}
      </Button>
    </Group>
  );
}
