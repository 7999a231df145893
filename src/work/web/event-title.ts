import type { Language, Text } from '../../platform/core/text.ts';
import type { WorkEventView } from '../contract.ts';
import type { WorkEventType } from '../core/event.ts';
import { symptomStep } from '../core/sbar-draft.ts';
import { en } from '../messages/screens/en.ts';
import { workWordsIn } from './work-words.ts';

/** What a step of a protocol asks for, by its code; protocols stand above this slice. */
export type StepText = (code: string) => Text | undefined;

/** What happened, in one line: the words of its type, and those that content gives for its code. */
export function eventTitle(event: WorkEventView, language: Language, stepText: StepText): string {
  const t = workWordsIn(language);
  const { type, detail, label } = event;
  if (!isKnown(type)) return label?.[language] ?? type;
  if (type === 'contact') {
    return t(`history.outcome.${detail['outcome'] === 'reached' ? 'reached' : 'attempted'}`);
  }
  if (type === 'step')
    return `${t('history.events.step')}: ${stepWords(detail, language, stepText)}`;
  const title = t(`history.events.${type}`, { priority: Number(detail['priority'] ?? 0) });
  return label ? `${title}: ${label[language]}` : title;
}

/** "Chest pain: no". A step whose protocol has it no more is named by its code. */
function stepWords(
  detail: WorkEventView['detail'],
  language: Language,
  stepText: StepText,
): string {
  const t = workWordsIn(language);
  const step = String(detail['step']);
  const answer = String(detail['answer']);
  const symptom = step.startsWith(symptomStep) ? step.slice(symptomStep.length) : undefined;
  const text = stepText(step)?.[language].replace(/\.$/, '');
  const name = symptom !== undefined && isSymptom(symptom) ? t(`symptoms.${symptom}`) : text;
  return `${name ?? step}: ${answer in en.answers ? t(`answers.${answer as keyof typeof en.answers}`) : answer}`;
}

function isSymptom(code: string): code is keyof typeof en.symptoms {
  return code in en.symptoms;
}

function isKnown(type: string): type is WorkEventType {
  return type in en.history.events;
}

/** What somebody wrote stands as it was written; everything else is worded from codes. */
export function eventWords(event: WorkEventView): string[] {
  return (['note', 'reason'] as const)
    .map((name) => event.detail[name])
    .filter((text): text is string => typeof text === 'string' && text !== '');
}
