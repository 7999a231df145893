import { AskFirst } from '../../../access/web/admin/ask-first.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { rotateSourceRoute, switchSourceRoute, type Source } from '../../contract/sources.ts';
import type { ShownSecret } from './secret-shown.tsx';
import { useSourcesWords } from './sources-words.ts';

interface ActProps {
  readonly source: Source;
  readonly onClose: () => void;
}

/** Gives the vendor a new secret after a word of warning. */
export function Rotate({
  source,
  onMade,
  onClose,
}: ActProps & { readonly onMade: (shown: ShownSecret) => void }) {
  const t = useSourcesWords();
  const rotate = useAct(rotateSourceRoute, { quiet: true });
  const { id, label: name, authentication } = source;
  const send = async () => {
    const made = await rotate.mutateAsync({ params: { id } });
    onMade({ ...made, name, authentication });
    onClose();
  };
  return (
    <AskFirst
      title={t('rotateOf', { name })}
      question={t('rotateAsk', { name })}
      act={t('rotate')}
      busy={rotate.isPending}
      problem={rotate.error}
      onAct={send}
      onClose={onClose}
    />
  );
}

/** Stops taking what the vendor delivers, after a word of warning. */
export function Disable({ source, onClose }: ActProps) {
  const t = useSourcesWords();
  const change = useAct(switchSourceRoute, { quiet: true });
  const { id, label: name } = source;
  const send = async () => {
    await change.mutateAsync({ params: { id }, body: { enabled: false } });
    showDone(t('disabledNow', { name }));
    onClose();
  };
  return (
    <AskFirst
      title={t('disableOf', { name })}
      question={t('disableAsk', { name })}
      act={t('disable')}
      busy={change.isPending}
      problem={change.error}
      onAct={send}
      onClose={onClose}
    />
  );
}
