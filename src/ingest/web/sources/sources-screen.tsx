import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { practicesQuery } from '../../../people/web/person-query.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { query } from '../../../platform/web/query.ts';
import { listSourcesRoute, type Source } from '../../contract/sources.ts';
import { Accounts } from './accounts.tsx';
import { ApplicationForm } from './application-form.tsx';
import { SecretShown, type ShownSecret } from './secret-shown.tsx';
import { Disable, Rotate } from './source-acts.tsx';
import { SourceForm } from './source-form.tsx';
import { SourceRow, type SourceAct } from './source-row.tsx';
import { useSourcesWords } from './sources-words.ts';

type Open = { readonly act: SourceAct; readonly source: Source };

/** The vendors that deliver readings: what came, what was refused, and their secrets. */
export function SourcesScreen() {
  const t = useSourcesWords();
  const sources = useQuery(query(listSourcesRoute, {}, ['access']));
  const practices = useQuery(practicesQuery()).data?.practices ?? [];
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<Open>();
  const [shown, setShown] = useState<ShownSecret>();
  const close = () => setOpen(undefined);
  return (
    <Page title={t('title')} aside={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <Text c="gray.8">{t('explain')}</Text>
      <Loaded from={sources}>
        {({ sources: all }) =>
          all.length === 0 ? (
            <Text>{t('none')}</Text>
          ) : (
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {all.map((source) => (
                <SourceRow
                  key={source.id}
                  source={source}
                  practice={practices.find(({ id }) => id === source.practiceId)?.name}
                  onAct={(act) => setOpen({ act, source })}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && (
        <SourceForm practices={practices} onMade={setShown} onClose={() => setAdding(false)} />
      )}
      {open?.act === 'rotate' && <Rotate source={open.source} onMade={setShown} onClose={close} />}
      {open?.act === 'disable' && <Disable source={open.source} onClose={close} />}
      {open?.act === 'accounts' && <Accounts source={open.source} onClose={close} />}
      {open?.act === 'application' && <ApplicationForm source={open.source} onClose={close} />}
      {shown && <SecretShown shown={shown} onDone={() => setShown(undefined)} />}
    </Page>
  );
}
