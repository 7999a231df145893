import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { query, useAct } from '../../../platform/web/query.ts';
import {
  inviteUserRoute,
  listUsersRoute,
  reactivateUserRoute,
  type OneTimeLink,
  type User,
} from '../../contract/users.ts';
import { useMay } from '../session.ts';
import { useAdminWords } from './admin-words.ts';
import type { PracticeChoice } from './practice-choice.ts';
import { Deactivate, LinkShown, ResetTotp } from './user-acts.tsx';
import { UserForm } from './user-form.tsx';
import { UserRow, type UserAct } from './user-row.tsx';

interface UsersScreenProps {
  readonly practices: readonly PracticeChoice[];
}

/** The people of the organization: who they are, what they may do, and how they get in. */
export function UsersScreen({ practices }: UsersScreenProps) {
  const t = useAdminWords();
  const mayWrite = useMay()('users.write');
  const users = useQuery(query(listUsersRoute, {}, ['access', 'duty']));
  const [open, setOpen] = useState<{ readonly act: UserAct | 'add'; readonly user?: User }>();
  const [link, setLink] = useState<{ readonly name: string; readonly link: OneTimeLink }>();
  const invite = useAct(inviteUserRoute);
  const reactivate = useAct(reactivateUserRoute);
  const close = () => setOpen(undefined);
  const act = (user: User, one: UserAct) => {
    const show = {
      onSuccess: (made: OneTimeLink) => setLink({ name: user.displayName, link: made }),
    };
    if (one === 'invite') invite.mutate({ params: { id: user.id } }, show);
    else if (one === 'reactivate') reactivate.mutate({ params: { id: user.id } }, show);
    else setOpen({ act: one, user });
  };
  return (
    <Page
      title={t('users.title')}
      aside={mayWrite && <Button onClick={() => setOpen({ act: 'add' })}>{t('users.add')}</Button>}
    >
      <Loaded from={users}>
        {({ users: all }) => (
          <>
            <Text role="status">
              {t('users.count', { count: all.filter((one) => one.active).length })}
            </Text>
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {all.map((user) => (
                <UserRow
                  key={user.id}
                  user={user}
                  practices={practices}
                  onAct={mayWrite ? (one) => act(user, one) : undefined}
                />
              ))}
            </Stack>
          </>
        )}
      </Loaded>
      {(open?.act === 'add' || open?.act === 'edit') && (
        <UserForm
          user={open.user}
          practices={practices}
          onLink={(name, made) => setLink({ name, link: made })}
          onClose={close}
        />
      )}
      {open?.act === 'deactivate' && open.user && <Deactivate user={open.user} onClose={close} />}
      {open?.act === 'resetTotp' && open.user && <ResetTotp user={open.user} onClose={close} />}
      {link && <LinkShown {...link} onDone={() => setLink(undefined)} />}
    </Page>
  );
}
