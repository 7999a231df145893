import { formatMoment, ownZone } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useAct } from '../../../platform/web/query.ts';
import {
  deactivateUserRoute,
  resetTotpRoute,
  type OneTimeLink,
  type User,
} from '../../contract/users.ts';
import { useAdminWords } from './admin-words.ts';
import { AskFirst } from './ask-first.tsx';
import { ShownOnce } from './shown-once.tsx';

interface UserActProps {
  readonly user: User;
  readonly onClose: () => void;
}

export function Deactivate({ user, onClose }: UserActProps) {
  const t = useAdminWords();
  const name = user.displayName;
  const deactivate = useAct(deactivateUserRoute, { quiet: true });
  const send = async () => {
    const { releasedWork } = await deactivate.mutateAsync({ params: { id: user.id } });
    showDone(t('users.released', { name, count: releasedWork }), undefined, 10);
    onClose();
  };
  return (
    <AskFirst
      title={t('users.deactivateOf', { name })}
      question={t('users.deactivateAsk', { name })}
      act={t('users.deactivate')}
      busy={deactivate.isPending}
      problem={deactivate.error}
      onAct={send}
      onClose={onClose}
    />
  );
}

export function ResetTotp({ user, onClose }: UserActProps) {
  const t = useAdminWords();
  const name = user.displayName;
  const reset = useAct(resetTotpRoute, { quiet: true });
  const send = async () => {
    await reset.mutateAsync({ params: { id: user.id } });
    showDone(t('users.forgotten'));
    onClose();
  };
  return (
    <AskFirst
      title={t('users.resetTotpOf', { name })}
      question={t('users.resetTotpAsk', { name })}
      act={t('users.resetTotp')}
      busy={reset.isPending}
      problem={reset.error}
      onAct={send}
      onClose={onClose}
    />
  );
}

interface LinkShownProps {
  readonly name: string;
  readonly link: OneTimeLink;
  readonly onDone: () => void;
}

/** The one-time link as an address to hand over. */
export function LinkShown({ name, link, onDone }: LinkShownProps) {
  const t = useAdminWords();
  const language = useLanguage();
  const now = useNow(60);
  return (
    <ShownOnce
      title={t('link.title', { name })}
      warning={t('link.once')}
      secret={`${window.location.origin}${link.path}`}
      note={t('link.until', { time: formatMoment(link.expiresAt, ownZone(), language, now) })}
      copy={t('link.copy')}
      done={t('link.done')}
      onDone={onDone}
    />
  );
}
