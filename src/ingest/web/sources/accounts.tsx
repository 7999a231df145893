import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { query } from '../../../platform/web/query.ts';
import { listAccountsRoute, type Source } from '../../contract/sources.ts';
import { linkOf } from '../../core/vendors/links.ts';
import { AccountForm } from './account-form.tsx';
import { AccountRow } from './account-row.tsx';
import { ConsentForm } from './consent-form.tsx';
import { useSourcesWords } from './sources-words.ts';

/** With the person's consent on the vendor's page, or with tokens that were got elsewhere. */
interface Linking {
  readonly way: 'consent' | 'tokens';
  readonly account: string | undefined;
}

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
  const [linking, setLinking] = useState<Linking>();
  const canConsent = source.hasApplication && linkOf(source.vendor)?.consent !== undefined;
  const begin = (way: Linking['way'], account?: string) => setLinking({ way, account });
  const Form = linking?.way === 'consent' ? ConsentForm : AccountForm;
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
                    onLink={() => begin(canConsent ? 'consent' : 'tokens', one.account)}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
        {linking === undefined ? (
          <Group gap="xs">
            {canConsent && (
              <Button variant="default" onClick={() => begin('consent')}>
                {t('consent.begin')}
              </Button>
            )}
            <Button variant="default" onClick={() => begin('tokens')}>
              {t('account')}
            </Button>
          </Group>
        ) : (
          <Form
            key={`${linking.way} ${linking.account ?? ''}`}
            source={source}
            again={linking.account}
            onClose={() => setLinking(undefined)}
          />
        )}
      </Stack>
    </Modal>
  );
}
