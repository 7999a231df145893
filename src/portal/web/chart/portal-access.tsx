import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import type { Person } from '../../../people/core/schemas.ts';
import { SectionPart } from '../../../people/web/chart/section-part.tsx';
import type { Reply } from '../../../platform/core/contract.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { query, useAct } from '../../../platform/web/query.ts';
import { endPortalAccess, inviteToPortal, readPortalAccess } from '../../contract.ts';
import { AskSymptoms } from './ask-symptoms.tsx';
import { InvitationShown } from './invitation-shown.tsx';
import { usePortalWords } from './portal-words.ts';
import { PortalThread } from './portal-thread.tsx';
import { useMoment } from './use-moment.ts';

type Access = Reply<typeof readPortalAccess>;

/** Who may enter the portal of a patient, the messages in it, and questions about symptoms. */
export function PortalAccess({ person }: { readonly person: Person }) {
  const t = usePortalWords();
  const { id } = person.header;
  const may = useMay();
  const access = useQuery({
    ...query(readPortalAccess, { params: { id } }, [`patient:${id}`]),
    enabled: may('portal-access.read'),
  });
  if (!may('portal-access.read')) return null;
  return (
    <>
      <SectionPart title={t('title')}>
        <Text size="sm">{t('explain')}</Text>
        <Loaded from={access}>{(data) => <WhoMayEnter person={person} access={data} />}</Loaded>
      </SectionPart>
      {access.data && <PortalThread person={person} messages={access.data.messages} />}
      {access.data && <AskSymptoms person={person} questions={access.data.questions} />}
    </>
  );
}

interface WhoMayEnterProps {
  readonly person: Person;
  readonly access: Access;
}

function WhoMayEnter({ person, access }: WhoMayEnterProps) {
  const t = usePortalWords();
  const { header, careCircle } = person;
  const mayInvite = useMay()('portal-access.write');
  const [memberId, setMemberId] = useState('');
  const invite = useAct(inviteToPortal);
  const end = useAct(endPortalAccess);
  const params = { id: header.id };
  const proxies = careCircle.filter(
    ({ standing, scope }) => standing === 'in-force' && scope.includes('readings'),
  );
  const isOpen = access.invitations.length + access.sessions.length > 0;
  return (
    <Stack gap="sm">
      {isOpen ? <Entered person={person} access={access} /> : <Text>{t('nobody')}</Text>}
      {mayInvite && (
        <Group align="flex-end" gap="xs">
          <NativeSelect
            label={t('whom')}
            value={memberId}
            data={[
              { value: '', label: t('patient') },
              ...proxies.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => setMemberId(event.currentTarget.value)}
          />
          <Button
            loading={invite.isPending}
            onClick={() => invite.mutate({ params, body: memberId === '' ? {} : { memberId } })}
          >
            {t('invite')}
          </Button>
          {isOpen && (
            <Button
              variant="default"
              loading={end.isPending}
              onClick={() => end.mutate({ params }, { onSuccess: () => showDone(t('ended')) })}
            >
              {t('end')}
            </Button>
          )}
        </Group>
      )}
      {invite.data && <InvitationShown invitation={invite.data} onDone={invite.reset} />}
    </Stack>
  );
}

function Entered({ person, access }: WhoMayEnterProps) {
  const t = usePortalWords();
  const moment = useMoment();
  const nameOf = (memberId: string | null) =>
    memberId === null
      ? person.header.name
      : (person.careCircle.find(({ id }) => id === memberId)?.name ?? '–');
  const lines = [
    ...access.sessions.map((one) => ({
      ...{ id: one.id, name: nameOf(one.memberId) },
      text: t('entered', { began: moment(one.beganAt), active: moment(one.lastActiveAt) }),
    })),
    ...access.invitations.map((one) => ({
      ...{ id: one.id, name: nameOf(one.memberId) },
      text: t('open', { at: moment(one.expiresAt) }),
    })),
  ];
  return lines.map(({ id, name, text }) => (
    <div key={id}>
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="gray.8">
        {text}
      </Text>
    </div>
  ));
}
