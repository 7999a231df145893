import { Badge, Button, Group, Paper, Text } from '@mantine/core';

import { formatAgo, formatTime, ownZone } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useAct } from '../../../platform/web/query.ts';
import { switchSourceRoute, type Source } from '../../contract/sources.ts';
import { vendorAccess } from '../../core/vendors/vendor-access.ts';
import { useSourcesWords } from './sources-words.ts';

export type SourceAct = 'rotate' | 'disable' | 'accounts' | 'application';

interface SourceRowProps {
  readonly source: Source;
  /** Undefined: all practices. */
  readonly practice: string | undefined;
  readonly onAct: (act: SourceAct) => void;
}

/** A vendor: whose patients, when it last delivered, and what became of the last day. */
export function SourceRow({ source, practice, onAct }: SourceRowProps) {
  const t = useSourcesWords();
  const language = useLanguage();
  const now = useNow(60);
  const enable = useAct(switchSourceRoute);
  const { label: name, vendor, enabled, lastDeliveryAt, refused, accounts } = source;
  const access = vendorAccess[vendor];
  const turnOn = async () => {
    await enable.mutateAsync({ params: { id: source.id }, body: { enabled: true } });
    showDone(t('enabledNow', { name }));
  };
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Group gap="xs">
            <Text fw={650}>{name}</Text>
            {!enabled && (
              <Badge variant="outline" color="gray.8" tt="none" radius="sm">
                {t('disabled')}
              </Badge>
            )}
          </Group>
          <Text size="sm">
            {t('of', { vendor: access.label, practice: practice ?? t('everyPractice') })}
          </Text>
          <Text size="sm" c="gray.8">
            {lastDeliveryAt === null
              ? t('neverDelivered')
              : t('lastDelivery', { ago: formatAgo(now - Date.parse(lastDeliveryAt), language) })}
            {accounts > 0 && ` · ${t('accounts', { count: accounts })}`}
          </Text>
          <Text size="sm" c="gray.8">
            {t('lastDay', source)}
          </Text>
          {refused > 0 && <Trouble text={t('refused', { count: refused })} />}
          <SourceTroubles source={source} />
        </div>
        <Group gap="xs">
          {access.baseUrl !== null &&
            (['accounts', 'application'] as const).map((act) => (
              <Button
                key={act}
                size="compact-md"
                variant="default"
                aria-label={t(`${act}Of`, { name })}
                onClick={() => onAct(act)}
              >
                {t(`${act}Button`)}
              </Button>
            ))}
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('rotateOf', { name })}
            onClick={() => onAct('rotate')}
          >
            {t('rotate')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            loading={enable.isPending}
            aria-label={t(enabled ? 'disableOf' : 'enableOf', { name })}
            onClick={enabled ? () => onAct('disable') : () => void turnOn()}
          >
            {t(enabled ? 'disable' : 'enable')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

/** What keeps the accounts of a source from bringing data, and who must do something about it. */
function SourceTroubles({ source }: { readonly source: Source }) {
  const t = useSourcesWords();
  const language = useLanguage();
  const now = useNow(60);
  const { accounts, endedAccounts, failingAccounts, hasApplication, pausedUntil } = source;
  const isPaused = pausedUntil !== null && Date.parse(pausedUntil) > now;
  return (
    <>
      {endedAccounts > 0 && <Trouble text={t('ended', { count: endedAccounts })} />}
      {failingAccounts > 0 && <Trouble text={t('failing', { count: failingAccounts })} />}
      {accounts > 0 && !hasApplication && <Trouble text={t('withoutApplication')} />}
      {isPaused && (
        <Text size="sm">{t('paused', { at: formatTime(pausedUntil, ownZone(), language) })}</Text>
      )}
    </>
  );
}

function Trouble({ text }: { readonly text: string }) {
  return (
    <Text size="sm" fw={600} c="red.9">
      {text}
    </Text>
  );
}
