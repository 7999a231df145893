import { Alert, Button, Stack, Text, Textarea } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { formatTime, ownZone } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { currentLanguage } from '../../platform/web/language.ts';
import { showDone } from '../../platform/web/notices.ts';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { breakGlassRoute } from '../contract/audit.ts';
import { useSignInWords } from './sign-in-words.ts';

/** Stands where a restricted record would be: open it in an emergency, with a reason. */
export function BreakGlassNotice({ patientId }: { readonly patientId: string }) {
  const t = useSignInWords();
  const reason = useDraft(`break-glass:${patientId}`, '');
  const open = useAct(breakGlassRoute, { quiet: true });
  const send = async () => {
    const { endsAt } = await open.mutateAsync({ body: { patientId, reason: reason.value.trim() } });
    reason.clear();
    const time = formatTime(endsAt, ownZone(), currentLanguage());
    showDone(t('breakGlass.opened', { time }));
  };
  return (
    <Alert color="orange" title={t('breakGlass.title')} icon={<Icon name="lock" />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch(() => undefined);
        }}
      >
        <Stack align="flex-start">
          <Text size="sm">{t('breakGlass.why')}</Text>
          {open.error && <ProblemNotice problem={open.error} />}
          <Textarea
            label={t('breakGlass.reason')}
            required
            withAsterisk={false}
            w="100%"
            autosize
            minRows={2}
            maxLength={2000}
            value={reason.value}
            onChange={(event) => reason.set(event.currentTarget.value)}
          />
          <Button type="submit" color="orange.9" loading={open.isPending}>
            {t('breakGlass.open')}
          </Button>
        </Stack>
      </form>
    </Alert>
  );
}
