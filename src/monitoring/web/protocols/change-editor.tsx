import { Button, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { listPracticesRoute } from '../../../people/contract/organization.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { query, useAct } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { beginTrial } from '../../contract/publishing.ts';
import type { Protocol } from '../../core/protocol.ts';
import { versionText } from '../../core/what-if-edit.ts';
import { draftOfLevel, editOfLevel, type LevelDraft } from './level-draft.ts';
import { LevelFields } from './level-fields.tsx';
import { usePublishingWords } from './publishing-words.ts';
import { TrialPanel } from './trial-panel.tsx';

interface ChangeEditorProps {
  readonly protocol: Protocol;
  readonly vitals: Vitals;
  readonly onClose: () => void;
}

type Drafts = Readonly<Record<string, LevelDraft>>;

/** Changes figures of a protocol, tries them on the last 90 days and proposes them. */
export function ChangeEditor({ protocol, vitals, onClose }: ChangeEditorProps) {
  const t = usePublishingWords();
  const say = useSay();
  const language = useLanguage();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [practiceId, setPracticeId] = useState('');
  const begin = useAct(beginTrial, { quiet: true, refresh: false });
  const rules = protocol.rules.filter(({ operator }) => operator !== 'missing-for');
  const edits = rules.flatMap((rule) =>
    rule.levels.flatMap((level) => {
      const draft = drafts[`${rule.id}/${level.id}`];
      return draft === undefined ? [] : (editOfLevel(rule.id, level, draft) ?? []);
    }),
  );
  // What was tried is about other figures than those that are on screen now.
  const change = (key: string, draft: LevelDraft) => {
    setDrafts({ ...drafts, [key]: draft });
    begin.reset();
  };
  const start = () => {
    const panel = practiceId === '' ? {} : { practiceId };
    begin.mutate({ body: { protocolId: protocol.id, edits, ...panel } });
  };
  return (
    <Paper withBorder p="md" component="section">
      <Stack>
        <Title order={2} size="h4">
          {t('editor.title')}
        </Title>
        <Text size="sm">{t('editor.explain')}</Text>
        <Text size="sm" fw={600}>
          {t('editor.parent', {
            version: versionText(protocol.version),
            day: formatDay(protocol.effectiveFrom, language),
          })}
        </Text>
        {rules.map((rule) => (
          <Stack key={rule.id} gap="xs">
            <Title order={3} size="h5">
              {say(rule.label)}
            </Title>
            {rule.levels.map((level) => (
              <LevelFields
                key={level.id}
                protocol={protocol}
                level={level}
                draft={drafts[`${rule.id}/${level.id}`] ?? draftOfLevel(level)}
                vitals={vitals}
                onChange={(draft) => change(`${rule.id}/${level.id}`, draft)}
              />
            ))}
          </Stack>
        ))}
        <Group align="flex-end">
          <PracticeChoice
            value={practiceId}
            onChange={(next) => {
              setPracticeId(next);
              begin.reset();
            }}
          />
          <Button disabled={edits.length === 0} loading={begin.isPending} onClick={start}>
            {t('editor.try')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('editor.close')}
          </Button>
        </Group>
        {begin.error && <ProblemNotice problem={begin.error} />}
        {begin.data && <TrialPanel key={begin.data.id} trialId={begin.data.id} onSent={onClose} />}
      </Stack>
    </Paper>
  );
}

interface PracticeChoiceProps {
  readonly value: string;
  readonly onChange: (practiceId: string) => void;
}

function PracticeChoice({ value, onChange }: PracticeChoiceProps) {
  const t = usePublishingWords();
  const practices = useQuery(query(listPracticesRoute, {})).data?.practices ?? [];
  return (
    <NativeSelect
      label={t('editor.panel')}
      value={value}
      data={[
        { value: '', label: t('editor.everybody') },
        ...practices.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
