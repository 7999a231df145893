import { useMay, useSession } from '../../access/web/session.ts';
import { showDone } from '../../platform/web/notices.ts';
import { useAct } from '../../platform/web/query.ts';
import { withdrawHandOff } from '../contract/hand-offs.ts';
import { resumeWork, takeWork, type WorkItemView } from '../contract.ts';
import { useWorkWords } from './work-words.ts';

/** Actions that ask for words first. */
export type CardAction = 'note' | 'contact' | 'snooze' | 'wait' | 'release' | 'assign' | 'resolve';
type ActionName = CardAction | 'take' | 'seen' | 'resume' | 'handOff' | 'withdraw';

interface OfferedAction {
  readonly name: ActionName;
  readonly key: string;
  readonly run: () => void;
  readonly busy: boolean;
}

interface Openers {
  readonly open: (action: CardAction) => void;
  readonly handOff: () => void;
}

const keys: Record<ActionName, string> = {
  take: 't',
  seen: 't',
  contact: 'c',
  note: 'm',
  resolve: 'r',
  handOff: 'h',
  withdraw: 'h',
  snooze: 's',
  wait: 'w',
  release: 'l',
  assign: 'a',
  resume: 'g',
};

/** What the person may do with the card in its present state, the most likely first. */
export function useCardActions(item: WorkItemView, openers: Openers) {
  const may = useMay();
  const { user } = useSession();
  const direct = useDirectActions(item);
  const mine = item.owner?.id === user.id;
  const names = may('work.act')
    ? actionsOf(item, mine, may('work.assign'), may('hand-off.send'))
    : [];
  const actions = names.map((name): OfferedAction => {
    const immediate = direct[name];
    if (immediate) return { name, key: keys[name], ...immediate };
    const run = name === 'handOff' ? openers.handOff : () => openers.open(name as CardAction);
    return { name, key: keys[name], run, busy: false };
  });
  return { actions, primary: names[0], takeFirst: names[0] === 'take' };
}

/** Which actions make sense, by state and owner; the server has the last word. */
export function actionsOf(
  item: Pick<
    WorkItemView,
    'state' | 'owner' | 'acknowledgedAt' | 'contactedAt' | 'priority' | 'openHandOffId'
  >,
  mine: boolean,
  mayAssign: boolean,
  mayHandOff: boolean,
): ActionName[] {
  if (item.state === 'closed') return [];
  const assign: ActionName[] = mayAssign ? ['assign'] : [];
  if (!mine) return item.owner === null ? ['take', 'note', ...assign] : ['note', ...assign];
  const handOff: ActionName[] = !mayHandOff
    ? []
    : [item.openHandOffId === null ? 'handOff' : 'withdraw'];
  return [
    ...(item.acknowledgedAt === null ? (['seen'] as const) : []),
    ...(item.state === 'open' ? [] : (['resume'] as const)),
    ...(item.contactedAt === null
      ? (['contact', 'resolve'] as const)
      : (['resolve', 'contact'] as const)),
    ...handOff,
    'note',
    ...(item.priority === 1 ? [] : (['snooze'] as const)),
    'wait',
    'release',
    ...assign,
  ];
}

type Immediate = Pick<OfferedAction, 'run' | 'busy'>;

/** Actions that need no words: done at once. */
function useDirectActions(item: WorkItemView): Partial<Record<ActionName, Immediate>> {
  const t = useWorkWords();
  const take = useAct(takeWork);
  const resume = useAct(resumeWork);
  const withdraw = useAct(withdrawHandOff);
  const params = { id: item.id };
  const takeIt = {
    busy: take.isPending,
    run: () =>
      take.mutate({ params, body: {} }, { onSuccess: () => showDone(t('actions.done.take')) }),
  };
  return {
    take: takeIt,
    seen: takeIt,
    resume: { busy: resume.isPending, run: () => resume.mutate({ params, body: {} }) },
    withdraw: {
      busy: withdraw.isPending,
      run: () =>
        withdraw.mutate(
          { params: { id: item.openHandOffId ?? '' }, body: {} },
          { onSuccess: () => showDone(t('actions.done.withdraw')) },
        ),
    },
  };
}
