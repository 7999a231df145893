import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { query } from '../../../platform/web/query.ts';
import { readDeviceHistory } from '../../contract.ts';
import { deviceStates } from '../../core/device-state.ts';
import { useVitalsWords } from '../chart-words.ts';

const otherEvents = [
  'reassigned',
  'named-serial',
  'named-imei',
  'named-gateway',
  'named-phone',
  'told-ordered',
  'told-on-hold',
  'told-action-required',
  'told-ready',
  'told-replaced',
  'told-unlinked',
  'told-irregular-heartbeat',
] as const;

/** What happened to a device: when, who said so and why. */
export function DeviceHistory({ id, zone }: { readonly id: string; readonly zone: string }) {
  const t = useVitalsWords();
  const language = useLanguage();
  const history = useQuery(query(readDeviceHistory, { params: { id } }, []));
  const word = (event: string) => {
    const state = deviceStates.find((one) => one === event);
    if (state !== undefined) return t(`devices.states.${state}`);
    return t(`devices.events.${otherEvents.find((one) => one === event) ?? 'other'}`);
  };
  return (
    <Loaded from={history}>
      {({ events }) => (
        <List size="sm" spacing={4}>
          {events.map(({ at, event, author, source, reason, detail }) => (
            <List.Item key={`${at} ${event} ${detail ?? ''}`}>
              <Text size="sm" span fw={600}>
                {word(event)}
              </Text>
              <Text size="sm" span>
                {[
                  formatMoment(at, zone, language, history.dataUpdatedAt),
                  author ?? source,
                  reason,
                  detail,
                ]
                  .filter((one) => one !== null)
                  .map((one) => ` · ${one}`)
                  .join('')}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Loaded>
  );
}
