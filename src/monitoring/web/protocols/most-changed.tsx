import { List, Stack, Text } from '@mantine/core';

import { ScreenLink } from '../../../platform/web/link.tsx';
import type { TrialView } from '../../contract/publishing.ts';
import { usePublishingWords } from './publishing-words.ts';

/** For whom a change would be greatest, with the way to their charts. */
export function MostChanged({ patients }: { readonly patients: TrialView['mostChanged'] }) {
  const t = usePublishingWords();
  if (patients.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('trial.mostChanged')}
      </Text>
      <List>
        {patients.map(({ patientId, name, asIs, changed }) => {
          const shown = name ?? t('trial.restricted');
          return (
            <List.Item key={patientId}>
              <Text size="sm">
                <ScreenLink to="/patients/$patientId" params={{ patientId }} search={{}}>
                  {t('trial.patient', { name: shown, before: asIs, after: changed })}
                </ScreenLink>
              </Text>
            </List.Item>
          );
        })}
      </List>
    </Stack>
  );
}
