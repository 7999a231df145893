import type { Input, Reply } from '../../../platform/core/contract.ts';
import type { Language } from '../../../platform/core/text.ts';
import type { draftHandOff, offerHandOff, SbarView } from '../../contract/hand-offs.ts';
import { sbarSections, type SbarSection } from '../../core/sbar.ts';
import type { Severity } from '../../core/hand-off.ts';
import { instantOf } from '../until.ts';

export type DraftedHandOff = Reply<typeof draftHandOff>;
export type DraftedStatement = SbarView[SbarSection][number];

export interface ActionDraft {
  readonly what: string;
  readonly owner: string;
  /** As the field of the browser holds it, the reader's own time. */
  readonly dueAt: string;
}

export interface ContingencyDraft {
  readonly condition: string;
  readonly action: string;
}

/** What the sender decided; the coded statements themselves are drafted anew from the newest evidence. */
export interface OfferDraft {
  /** `queue:…` or `user:…`. */
  readonly to: string;
  readonly severity: Severity | '';
  /** Keys of drafted statements that were left out. */
  readonly leftOut: readonly string[];
  readonly own: Readonly<Record<SbarSection, string>>;
  readonly ownLanguage: Language | null;
  readonly actions: readonly ActionDraft[];
  readonly contingency: readonly ContingencyDraft[];
}

export const blankOffer: OfferDraft = {
  to: '',
  severity: '',
  leftOut: [],
  own: { situation: '', background: '', assessment: '', recommendation: '' },
  ownLanguage: null,
  actions: [],
  contingency: [],
};

/** Tells drafted statements apart, within a section and over redrafts. */
export function statementKey(section: SbarSection, { statement }: DraftedStatement): string {
  return `${section} ${JSON.stringify(statement)}`;
}

type Offer = Omit<Input<typeof offerHandOff>['body'], 'version'>;

/** The offer as it is sent; undefined while the recipient, the severity or a line's time is missing. */
export function offerOf(
  draft: OfferDraft,
  drafted: DraftedHandOff,
  writtenIn: Language,
): Offer | undefined {
  const to = targetOf(draft.to);
  if (!to || draft.severity === '') return undefined;
  const actions = draft.actions.flatMap(({ what, owner, dueAt }) => {
    const instant = instantOf(dueAt);
    return instant === undefined
      ? []
      : [{ what: what.trim(), owner: owner.trim(), dueAt: instant }];
  });
  if (actions.length < draft.actions.length) return undefined;
  const language = draft.ownLanguage ?? writtenIn;
  const statements = (section: SbarSection) => [
    ...drafted.sbar[section]
      .filter((one) => !draft.leftOut.includes(statementKey(section, one)))
      .map((one) => one.statement),
    ...(draft.own[section].trim() === '' ? [] : [{ language, text: draft.own[section].trim() }]),
  ];
  const [situation, background, assessment, recommendation] = sbarSections.map(statements);
  return {
    to,
    severity: draft.severity,
    sbar: {
      situation: situation ?? [],
      background: background ?? [],
      assessment: assessment ?? [],
      recommendation: recommendation ?? [],
    },
    actions,
    contingency: draft.contingency.map(({ condition, action }) => ({
      condition: condition.trim(),
      action: action.trim(),
    })),
  };
}

function targetOf(to: string): Offer['to'] | undefined {
  if (to.startsWith('queue:')) return { queue: to.slice('queue:'.length) };
  if (to.startsWith('user:')) return { userId: to.slice('user:'.length) };
  return undefined;
}
