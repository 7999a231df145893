import { Anchor, Button, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { useMay } from '../../../access/web/session.ts';
import type { Reply } from '../../../platform/core/contract.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { query } from '../../../platform/web/query.ts';
import { useVitals } from '../../../vitals/web/vitals-query.ts';
import { listProtocols } from '../../contract.ts';
import type { Protocol } from '../../core/protocol.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { versionText } from '../../core/what-if-edit.ts';
import { PressureSetting } from '../metrics/pressure-setting.tsx';
import { ChangeEditor } from './change-editor.tsx';
import { changesQuery, ProtocolChanges } from './protocol-changes.tsx';
import { useProtocolWords } from './protocol-words.ts';
import { usePublishingWords } from './publishing-words.ts';
import { RulePart } from './rule-part.tsx';
import { StepList } from './step-list.tsx';

type Flags = Reply<typeof listProtocols>['flags'];
type Listed = Reply<typeof listProtocols>['protocols'][number];

/** The protocols in force, to be read: rules, limits, steps and where they come from. */
export function ProtocolsScreen() {
  const t = useProtocolWords();
  // Not as content: a change that is approved is to be seen at once.
  const protocols = useQuery(query(listProtocols, {}));
  return (
    <Page title={t('title')}>
      <Text c="gray.8">{t('explain')}</Text>
      <Loaded from={protocols}>
        {({ protocols: all, flags }) => <Chosen all={all} flags={flags} />}
      </Loaded>
      <PressureSetting />
    </Page>
  );
}

function Chosen({ all, flags }: { readonly all: readonly Listed[]; readonly flags: Flags }) {
  const t = useProtocolWords();
  const say = useSay();
  const [id, setId] = useState('');
  const chosen = all.find((one) => one.definition.id === id);
  return (
    <Stack>
      <NativeSelect
        label={t('title')}
        maw={420}
        value={id}
        data={[
          { value: '', label: t('all') },
          ...all.map(({ definition }) => ({ value: definition.id, label: say(definition.title) })),
        ]}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      {chosen ? (
        <OneProtocol listed={chosen} flags={flags} />
      ) : (
        all.map(({ definition, truthRows }) => (
          <Paper key={definition.id} withBorder p="sm">
            <Group justify="space-between">
              <Anchor component="button" fw={650} ta="start" onClick={() => setId(definition.id)}>
                {say(definition.title)}
              </Anchor>
              <Standing protocol={definition} />
            </Group>
            <Text size="sm" c="gray.8">
              {definition.rules.map((rule) => say(rule.label)).join(' · ')}
            </Text>
            {truthRows !== null && (
              <Text size="sm" c="gray.8">
                {t('truth.title')}: {t('truth.rows', { count: truthRows })}
              </Text>
            )}
            <WaitingCount protocolId={definition.id} />
          </Paper>
        ))
      )}
    </Stack>
  );
}

/** How many changes of a protocol wait for somebody to decide. */
function WaitingCount({ protocolId }: { readonly protocolId: string }) {
  const t = usePublishingWords();
  const changes = useQuery(changesQuery()).data?.changes ?? [];
  const waiting = changes.filter(
    (one) => one.protocolId === protocolId && one.state === 'proposed',
  );
  if (waiting.length === 0) return null;
  return (
    <Text size="sm" fw={600}>
      {t('changes.waiting', { count: waiting.length })}
    </Text>
  );
}

/** The way to propose a change, for those who may. */
function Proposing({ protocol, vitals }: { readonly protocol: Protocol; readonly vitals: Vitals }) {
  const t = usePublishingWords();
  const may = useMay()('protocols.propose');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  if (open) {
    return <ChangeEditor protocol={protocol} vitals={vitals} onClose={() => setOpen(false)} />;
  }
  return (
    <Group>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('propose')}
      </Button>
    </Group>
  );
}

function Standing({ protocol }: { readonly protocol: Protocol }) {
  const t = useProtocolWords();
  const language = useLanguage();
  const { version, effectiveFrom, effectiveTo } = protocol;
  const from = formatDay(effectiveFrom, language);
  const period =
    effectiveTo === undefined
      ? t('inForce', { from })
      : t('inForceUntil', { from, to: formatDay(effectiveTo, language) });
  return (
    <Text size="sm">
      {t('version', { version: versionText(version) })} · {period}
    </Text>
  );
}

function OneProtocol({ listed, flags }: { readonly listed: Listed; readonly flags: Flags }) {
  const t = useProtocolWords();
  const say = useSay();
  const vitals = useVitals();
  const { definition, contentHash, file, next, truthRows } = listed;
  return (
    <Stack>
      <Paper withBorder p="md" component="section">
        <Title order={2} size="h3">
          {say(definition.title)}
        </Title>
        <Standing protocol={definition} />
        <Fact label={t('approver')}>{definition.approver}</Fact>
        <Fact label={t('source')}>{definition.source}</Fact>
        <Fact label={t('applies.title')}>
          <AppliesTo protocol={definition} flags={flags} />
        </Fact>
        <Fact label={t('truth.title')}>
          {truthRows === null ? t('truth.none') : t('truth.rows', { count: truthRows })}
        </Fact>
        <Fact label={t('file')}>{file}</Fact>
        <Fact label={t('fingerprint')}>{contentHash}</Fact>
      </Paper>
      {vitals && <Proposing protocol={next ?? definition} vitals={vitals} />}
      {vitals && <ProtocolChanges protocol={definition} vitals={vitals} />}
      <Title order={2} size="h4">
        {t('rules.title')}
      </Title>
      {vitals &&
        definition.rules.map((rule) => (
          <RulePart key={rule.id} protocol={definition} rule={rule} vitals={vitals} />
        ))}
      <StepList protocol={definition} />
    </Stack>
  );
}

function AppliesTo({ protocol, flags }: { readonly protocol: Protocol; readonly flags: Flags }) {
  const t = useProtocolWords();
  const say = useSay();
  const { minimumAge, requiredFlags, excludedFlags } = protocol.appliesTo;
  const named = (ids: readonly string[]) =>
    ids
      .map((id) => {
        const flag = flags.find((one) => one.id === id);
        return flag ? say(flag.label) : id;
      })
      .join(', ');
  const said = [
    minimumAge !== undefined && t('applies.age', { age: minimumAge }),
    requiredFlags.length > 0 && t('applies.only', { flags: named(requiredFlags) }),
    excludedFlags.length > 0 && t('applies.not', { flags: named(excludedFlags) }),
  ].filter(Boolean);
  return said.length === 0 ? t('applies.everybody') : said.join('. ');
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      <b>{label}:</b> {children}
    </Text>
  );
}
