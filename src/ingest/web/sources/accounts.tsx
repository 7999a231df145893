import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { query } from '../../../platform/web/query.ts';
import { listAccountsRoute, type Source } from '../../contract/sources.ts';
import { AccountForm } from './account-form.tsx';
import { AccountRow } from './account-row.tsx';
import { useSourcesWords } from './sources-words.ts';

interface AccountsProps {
  readonly source: Source;
  readonly onClose: () => void;
}

/** The persons' accounts that are linked at a vendor: which of them bring data, and linking them. */
export function Accounts({ source, onClose }: AccountsProps) {
  const t = useSourcesWords();
  const platform = usePlatformWords();
  const params = { id: source.id };
  const accounts = useQuery(query(listAccountsRoute, { params }, ['access']));
  const [linking, setLinking] = useState<{ readonly account: string | undefined }>();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('accountsOf', { name: source.label })}
      closeButtonProps={{ 'aria-label': platform('close') }}
    >
      <Stack gap="sm">
        <Loaded from={accounts}>
          {({ accounts: all }) =>
            all.length === 0 ? (
              <Text>{t('noAccounts')}</Text>
            ) : (
              <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
                {all.map((one) => (
                  <AccountRow
                    key={one.account}
                    source={source}
                    linked={one}
                    onLink={() => setLinking({ account: one.account })}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
        {linking === undefined ? (
          <div>
            <Button variant="default" onClick={() => setLinking({ account: undefined })}>
              {t('account')}
            </Button>
          </div>
        ) : (
          <AccountForm
            key={linking.account ?? ''}
            source={source}
            again={linking.account}
            onClose={() => setLinking(undefined)}
          />
        )}
      </Stack>
    </Modal>
  );
}
