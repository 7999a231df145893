import type { NewCircleMember } from '../../contract.ts';
import type { CircleKind, CircleScope, Relation } from '../../core/care-circle.ts';
import type { Consent } from '../../core/contact-point.ts';
import type { CircleMember } from '../../core/schemas.ts';
import { knownText } from '../known-text.ts';

/** Somebody of the care circle as a form holds them: texts, empty while not known. */
export interface CircleDraft {
  readonly kind: CircleKind;
  readonly name: string;
  readonly relation: Relation;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly scope: readonly CircleScope[];
  readonly consent: Consent;
  readonly directoryEntryId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly note: string;
}

const empty: CircleDraft = {
  kind: 'family',
  name: '',
  relation: 'child',
  phone: '',
  email: '',
  language: '',
  scope: [],
  consent: 'unknown',
  directoryEntryId: null,
  startsOn: '',
  endsOn: '',
  note: '',
};

/** The form of a member, or an empty one. */
export function circleDraftOf(member: CircleMember | undefined): CircleDraft {
  if (member === undefined) return empty;
  const { kind, name, relation, scope, consent, directoryEntryId } = member;
  return {
    ...{ kind, name, relation, scope, consent, directoryEntryId },
    phone: member.phone ?? '',
    email: member.email ?? '',
    language: member.language ?? '',
    startsOn: member.startsOn ?? '',
    endsOn: member.endsOn ?? '',
    note: member.note ?? '',
  };
}

/** What the server stores of the form; what is empty is unknown. */
export function toCircleMember(draft: CircleDraft): NewCircleMember {
  const { kind, relation, consent, directoryEntryId, language } = draft;
  return {
    ...{ kind, relation, consent, directoryEntryId },
    name: draft.name.trim(),
    phone: knownText(draft.phone),
    email: knownText(draft.email),
    language: language === 'und' ? null : knownText(language),
    scope: [...draft.scope],
    startsOn: knownText(draft.startsOn),
    endsOn: knownText(draft.endsOn),
    note: knownText(draft.note),
  };
}

const relationsOf: Readonly<Record<CircleKind, readonly Relation[]>> = {
  family: [
    'spouse',
    'partner',
    'parent',
    'child',
    'sibling',
    'grandparent',
    'grandchild',
    'other-family',
  ],
  friend: ['friend', 'neighbor', 'caregiver', 'other'],
  proxy: [
    ...(['health-care-agent', 'guardian', 'parent', 'spouse', 'partner'] as const),
    ...(['child', 'sibling', 'other-family', 'friend', 'other'] as const),
  ],
  professional: [
    'primary-care',
    'specialist',
    'pharmacist',
    'nurse',
    'social-worker',
    'caregiver',
    'other',
  ],
};

/** Relations that go with a kind, and the one that is there already. */
export function relationsFor({ kind, relation }: CircleDraft): readonly Relation[] {
  const usual = relationsOf[kind];
  return usual.includes(relation) ? usual : [...usual, relation];
}

/** Another kind, with a relation that goes with it. */
export function withKind(draft: CircleDraft, kind: CircleKind): Partial<CircleDraft> {
  const [first = 'other'] = relationsOf[kind];
  const relation = relationsOf[kind].includes(draft.relation) ? draft.relation : first;
  return { kind, relation };
}
