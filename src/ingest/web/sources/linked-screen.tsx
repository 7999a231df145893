import { Button, Group, Stack, Text } from '@mantine/core';

import { ScreenLink } from '../../../platform/web/link.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { finishConsentRoute } from '../../contract/sources.ts';
import { useSourcesWords } from './sources-words.ts';

interface LinkedScreenProps {
  /** What the vendor's page came back with; undefined when the person refused. */
  readonly back: { readonly state: string; readonly code: string } | undefined;
}

/** Finishes what was begun under Sources, when a person presses it: a code is good once. */
export function LinkedScreen({ back }: LinkedScreenProps) {
  const t = useSourcesWords();
  const finish = useAct(finishConsentRoute, { quiet: true });
  const { data, error, isPending } = finish;
  return (
    <Page title={t('consent.title')}>
      <Stack align="flex-start">
        {back === undefined && <Text>{t('consent.refused')}</Text>}
        {data && <Text>{t('consent.done', { name: data.label, account: data.account })}</Text>}
        {error && <ProblemNotice problem={error} />}
        {back && !data && !error && <Text>{t('consent.ask')}</Text>}
        <Group>
          {back && !data && !error && (
            <Button
              loading={isPending}
              onClick={() => void finish.mutateAsync({ body: back }).catch(() => undefined)}
            >
              {t('consent.finish')}
            </Button>
          )}
          <ScreenLink to="/sources" underline="always">
            {t('consent.toSources')}
          </ScreenLink>
        </Group>
      </Stack>
    </Page>
  );
}
