import { Alert, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { useMay, useSession } from '../../../access/web/session.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { ScreenLink } from '../../../platform/web/link.tsx';
import { query } from '../../../platform/web/query.ts';
import { readHandOff, type HandOffView } from '../../contract/hand-offs.ts';
import { useHandOffWords } from '../hand-off-words.ts';
import { AnswerClock } from './answer-clock.tsx';
import { useRecipient } from './recipient.ts';

/** Says on a card that it is offered to somebody, who still owns it, and until when an answer is due. */
export function OpenOffer({ handOffId }: { readonly handOffId: string }) {
  const may = useMay();
  const { data } = useQuery({
    ...query(readHandOff, { params: { id: handOffId } }, ['hand-offs', 'work']),
    enabled: may('hand-off.send'),
  });
  return data?.state === 'offered' ? <Offer handOff={data} /> : null;
}

function Offer({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  const { user } = useSession();
  const who = useRecipient(handOff);
  const { from } = handOff;
  return (
    <Alert color="blue" icon={<Icon name="handOff" />}>
      <Stack gap={4}>
        <Text size="sm">
          {from.id === user.id
            ? t('inbox.mine', { who })
            : t('inbox.others', { from: from.name, who })}
        </Text>
        <Group gap="md">
          <AnswerClock handOff={handOff} />
          <ScreenLink to="/hand-offs/$handOffId" params={{ handOffId: handOff.id }} size="sm">
            {t('inbox.open')}
          </ScreenLink>
        </Group>
      </Stack>
    </Alert>
  );
}
