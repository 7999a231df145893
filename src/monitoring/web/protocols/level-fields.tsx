import { Fieldset, Group, NativeSelect, NumberInput, Text } from '@mantine/core';

import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import {
  priorities,
  type Confirm,
  type Level,
  type Limit,
  type Priority,
  type Protocol,
} from '../../core/protocol.ts';
import { unitLabel } from '../../core/unit-text.ts';
import { confirmTimes, stageNames } from '../../core/what-if-edit.ts';
import { useCodeWords } from '../code-words.ts';
import { figureKey, persistenceParts, type LevelDraft } from './level-draft.ts';
import { usePublishingWords } from './publishing-words.ts';

interface LevelFieldsProps {
  readonly protocol: Protocol;
  readonly level: Level;
  readonly draft: LevelDraft;
  readonly vitals: Vitals;
  readonly onChange: (draft: LevelDraft) => void;
}

/** The figures of one level that may be changed: its limits in every unit, its persistence and urgency. */
export function LevelFields({ protocol, level, draft, vitals, onChange }: LevelFieldsProps) {
  const t = usePublishingWords();
  const say = useSay();
  const nameOf = useFigureName(protocol, vitals);
  return (
    <Fieldset legend={say(level.label)}>
      <Group align="flex-end" gap="sm">
        {level.limits.flatMap((limit) =>
          limit.thresholds.map(({ unit }) => {
            const key = figureKey(limit.name, unit);
            return (
              <NumberInput
                key={key}
                label={nameOf(limit, unit)}
                w={190}
                value={draft.figures[key] ?? ''}
                onChange={(next) =>
                  onChange({ ...draft, figures: { ...draft.figures, [key]: String(next) } })
                }
              />
            );
          }),
        )}
        {persistenceParts
          .filter((part) => draft.persistence[part] !== undefined)
          .map((part) => (
            <NumberInput
              key={part}
              label={t(`editor.${part}`)}
              w={150}
              min={1}
              value={draft.persistence[part] ?? ''}
              onChange={(next) =>
                onChange({ ...draft, persistence: { ...draft.persistence, [part]: String(next) } })
              }
            />
          ))}
        <UrgencyChoice
          label={t('editor.urgency')}
          value={draft.priority}
          onChange={(priority) => onChange({ ...draft, priority })}
        />
      </Group>
      {level.confirm && <ConfirmFields confirm={level.confirm} draft={draft} onChange={onChange} />}
    </Fieldset>
  );
}

interface ConfirmFieldsProps extends Pick<LevelFieldsProps, 'draft' | 'onChange'> {
  readonly confirm: Confirm;
}

/** When a second value is waited for, and how urgent each end of the waiting is. */
function ConfirmFields({ confirm, draft, onChange }: ConfirmFieldsProps) {
  const t = usePublishingWords();
  const say = useSay();
  return (
    <>
      <Text size="sm" mt="sm">
        {t('editor.confirm')}
      </Text>
      <Group align="flex-end" gap="sm">
        {confirmTimes.map((time) => {
          const value = draft.times[time];
          if (value === undefined) return null;
          const set = (next: string | number) =>
            onChange({ ...draft, times: { ...draft.times, [time]: String(next) } });
          return (
            <NumberInput
              key={time}
              label={t(`editor.${time}`)}
              w={190}
              min={1}
              max={1_440}
              value={value}
              onChange={set}
            />
          );
        })}
        {stageNames.map((name) => {
          const value = draft.stages[name];
          const stage = confirm[name];
          if (value === undefined || stage === undefined) return null;
          return (
            <UrgencyChoice
              key={name}
              label={t('editor.urgencyOf', { stage: say(stage.label) })}
              value={value}
              onChange={(priority) =>
                onChange({ ...draft, stages: { ...draft.stages, [name]: priority } })
              }
            />
          );
        })}
      </Group>
    </>
  );
}

interface UrgencyChoiceProps {
  readonly label: string;
  readonly value: Priority;
  readonly onChange: (priority: Priority) => void;
}

function UrgencyChoice({ label, value, onChange }: UrgencyChoiceProps) {
  const words = useCodeWords();
  return (
    <NativeSelect
      label={label}
      value={value}
      data={priorities.map((one) => ({ value: one, label: words(`priority.${one}`) }))}
      onChange={(event) => {
        const priority = priorities.find((one) => one === event.currentTarget.value);
        if (priority !== undefined) onChange(priority);
      }}
    />
  );
}

/** "Systolic (mmHg)"; of a rule on change, share or silence the vital sign stands for it. */
function useFigureName(protocol: Protocol, vitals: Vitals): (limit: Limit, unit: string) => string {
  const t = usePublishingWords();
  const say = useSay();
  const language = useLanguage();
  return (limit, unit) => {
    const measure = protocol.measures.find((one) => one.name === limit.of) ?? protocol.measures[0];
    if (measure === undefined) return limit.name;
    const vital = vitals.byKind.get(measure.kind);
    const component = vital?.componentByKey.get(measure.component);
    const label = component?.definition.label ?? vital?.definition.label;
    return t('editor.limit', {
      measure: label === undefined ? limit.name : say(label),
      unit: unitLabel(vitals, measure.kind, unit, language),
    });
  };
}
