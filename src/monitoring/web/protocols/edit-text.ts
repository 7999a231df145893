import { useSay } from '../../../platform/web/language.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import type { Level, Protocol, Rule } from '../../core/protocol.ts';
import { confirmTimes, stageNames, type LevelEdit } from '../../core/what-if-edit.ts';
import { useCodeWords } from '../code-words.ts';
import { useLimit, usePattern } from './rule-part.tsx';
import { usePublishingWords } from './publishing-words.ts';

/** What a change sets, level by level, in the words in which the protocol is read. */
export function useEditText(
  protocol: Protocol,
  vitals: Vitals,
): (edits: readonly LevelEdit[]) => readonly string[] {
  const t = usePublishingWords();
  const words = useCodeWords();
  const say = useSay();
  const limitText = useLimit(protocol, vitals);
  const patternText = usePattern();
  const parts = (rule: Rule, level: Level, edit: LevelEdit) => [
    ...(edit.limits ?? []).flatMap((given) => {
      const limit = level.limits.find(({ name }) => name === given.name);
      return limit === undefined ? [] : [limitText(rule, { ...limit, ...given })];
    }),
    ...(edit.pattern === undefined || level.pattern === undefined
      ? []
      : [patternText({ ...level.pattern, ...edit.pattern })]),
    ...(edit.priority === undefined
      ? []
      : [`${t('editor.urgency')}: ${words(`priority.${edit.priority}`)}`]),
    ...confirmTimes.flatMap((time) => {
      const minutes = edit.confirm?.[time];
      return minutes === undefined ? [] : [`${t(`editor.${time}`)}: ${minutes}`];
    }),
    ...stageNames.flatMap((name) => {
      const priority = edit.confirm?.priorities?.[name];
      const stage = level.confirm?.[name];
      if (priority === undefined || stage === undefined) return [];
      const of = t('editor.urgencyOf', { stage: say(stage.label) });
      return [`${of}: ${words(`priority.${priority}`)}`];
    }),
  ];
  return (edits) =>
    edits.map((edit) => {
      const rule = protocol.rules.find(({ id }) => id === edit.rule);
      const level = rule?.levels.find(({ id }) => id === edit.level);
      if (rule === undefined || level === undefined) return `${edit.rule}/${edit.level}`;
      return `${say(rule.label)} · ${say(level.label)}: ${parts(rule, level, edit).join('; ')}`;
    });
}
