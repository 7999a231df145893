import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';

import { ownZone } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { LinkButton } from '../../platform/web/link.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { Page } from '../../platform/web/page.tsx';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import { query } from '../../platform/web/query.ts';
import { readHandOff, type HandOffView } from '../../work/contract/hand-offs.ts';
import { AnswerForm } from '../../work/web/hand-off/answer-form.tsx';
import { HandOffBody } from '../../work/web/hand-off/hand-off-body.tsx';
import { HandOffOutcome } from '../../work/web/hand-off/hand-off-outcome.tsx';
import { useRecipient } from '../../work/web/hand-off/recipient.ts';
import { SeverityBadge } from '../../work/web/hand-off/severity-badge.tsx';
import { useHandOffWords } from '../../work/web/hand-off-words.ts';
import { CallCue } from './call-cue.tsx';
import { PatientLine } from './patient-line.tsx';
import { usePerson } from './use-person.ts';

/** One hand-off: read it, say it back, accept it; or decline with a reason. */
export function HandOffScreen() {
  const t = useHandOffWords();
  const { handOffId } = useParams({ from: '/shell/hand-offs/$handOffId' });
  const handOff = useQuery(
    query(readHandOff, { params: { id: handOffId } }, ['hand-offs', 'work']),
  );
  const back = (
    <LinkButton
      to="/hand-offs"
      variant="subtle"
      size="sm"
      leftSection={<Icon name="back" size={16} />}
    >
      {t('one.back')}
    </LinkButton>
  );
  return (
    <Page title={t('one.title')} aside={back}>
      <Loaded from={handOff}>{(data) => <OneHandOff handOff={data} />}</Loaded>
    </Page>
  );
}

function OneHandOff({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  const navigate = useNavigate();
  const person = usePerson(handOff.patientId);
  const recipient = useRecipient(handOff);
  const zone = person?.header.zone ?? ownZone();
  const card = { to: '/work/$itemId', params: { itemId: handOff.itemId } } as const;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          {person && <PatientLine header={person.header} priority={handOff.priority} />}
          <Text size="sm">
            <PatientTime
              at={handOff.offeredAt}
              zone={zone}
              sentence={(time) =>
                t('one.offered', { from: handOff.from.name, to: recipient, time })
              }
            />
          </Text>
          <Group gap="sm">
            <SeverityBadge severity={handOff.severity} />
            <LinkButton {...card} variant="default" size="compact-md">
              {t('one.card')}
            </LinkButton>
          </Group>
        </Stack>
        {person && <CallCue header={person.header} />}
      </Group>
      <HandOffBody handOff={handOff} zone={zone} />
      <HandOffOutcome handOff={handOff} zone={zone} />
      <AnswerForm handOff={handOff} onAccepted={() => void navigate(card)} />
    </Stack>
  );
}
