import { Alert, Group, Paper, Stack, Text } from '@mantine/core';

import { useSession } from '../../access/web/session.ts';
import { formatLanguageName, formatMoment, ownZone } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { useNow } from '../../platform/web/now.ts';
import type { WorkItemView } from '../contract.ts';
import { OpenOffer } from './hand-off/open-offer.tsx';
import { ClockText } from './clock-text.tsx';
import { useWorkWords } from './work-words.ts';

/** Who has the card, how far it is, which clock runs, and what is special about it now. */
export function WorkState({ item }: { readonly item: WorkItemView }) {
  const t = useWorkWords();
  const say = useSay();
  const { user } = useSession();
  const owner =
    item.owner?.id === user.id ? t('owner.me') : (item.owner?.name ?? t('owner.nobody'));
  const clock = item.clock && { name: item.clock.name, at: Date.parse(item.clock.at) };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('state.heading')}>
      <Stack gap="xs">
        <Facts
          facts={[
            [t('state.owner'), owner],
            [t('state.queue'), say(item.queueLabel)],
            [t('state.stage'), t(`stage.${item.stage}`)],
          ]}
        />
        {item.state !== 'closed' && clock && <ClockText clock={clock} />}
        {item.openHandOffId !== null && <OpenOffer handOffId={item.openHandOffId} />}
        <Held item={item} />
      </Stack>
    </Paper>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <Group gap="lg" component="dl" m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="gray.7">
            {name}
          </Text>
          <Text component="dd" size="sm" fw={600} m={0}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}

function Held({ item }: { readonly item: WorkItemView }) {
  const t = useWorkWords();
  const say = useSay();
  const language = useLanguage();
  const now = useNow(60);
  const moment = (at: string) => formatMoment(at, ownZone(), language, now);
  return (
    <>
      {item.hold && (
        <Alert color="gray" icon={<Icon name={item.hold.type === 'snooze' ? 'snooze' : 'wait'} />}>
          {t(item.hold.type === 'snooze' ? 'state.snoozed' : 'state.waiting', {
            time: moment(item.hold.until),
            reason: item.hold.reason,
          })}
        </Alert>
      )}
      {item.languageGap && item.state !== 'closed' && (
        <Alert color="red" icon={<Icon name="speech" />}>
          {t('state.gap', { language: formatLanguageName(item.language, language) })}
        </Alert>
      )}
      {item.closed && (
        <Alert color="gray" icon={<Icon name="check" />}>
          {t('state.closed', {
            time: moment(item.closed.at),
            who: item.closed.by?.name ?? t('state.enlace'),
            disposition: say(item.closed.label),
          })}
        </Alert>
      )}
    </>
  );
}
