import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { useMay } from '../../../access/web/session.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { query } from '../../../platform/web/query.ts';
import { readPressureSetting, type PressureChoice } from '../../contract/metric-settings.ts';
import { useMetricsWords } from './metrics-words.ts';
import { PressureSettingForm } from './pressure-setting-form.tsx';

/** Which average of the pressure at home counts in the organization: now, what is to come, and before. */
export function PressureSetting() {
  const t = useMetricsWords();
  const may = useMay()('metrics.write');
  const [choosing, choose] = useDisclosure();
  const setting = useQuery(query(readPressureSetting, {}, ['access']));
  return (
    <Paper withBorder p="sm" component="section">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('setting.title')}
        </Title>
        <Text size="sm" c="gray.8">
          {t('setting.explain')}
        </Text>
        <Loaded from={setting}>
          {({ standard, policy, inForce, choices }) => (
            <>
              <Text fw={600}>{t('setting.now', { average: t(`pressure.policy.${policy}`) })}</Text>
              {inForce === null && <Text size="sm">{t('setting.standard')}</Text>}
              <Choices choices={choices} inForce={inForce} />
              {choosing ? (
                <PressureSettingForm policy={policy ?? standard} onClose={choose.close} />
              ) : (
                may && (
                  <Group>
                    <Button variant="default" onClick={choose.open}>
                      {t('setting.change')}
                    </Button>
                  </Group>
                )
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}

interface ChoicesProps {
  readonly choices: readonly PressureChoice[];
  readonly inForce: string | null;
}

/** The latest first: what is above the one in force is to come, unless it was overtaken. */
function Choices({ choices, inForce }: ChoicesProps) {
  const t = useMetricsWords();
  const language = useLanguage();
  if (choices.length === 0) return null;
  const place = choices.findIndex(({ id }) => id === inForce);
  const standing = (index: number) => {
    if (index === place) return t('setting.inForce');
    return place === -1 || index < place ? t('setting.coming') : t('setting.past');
  };
  return (
    <Stack component="ul" gap={4} p={0} m={0} style={{ listStyle: 'none' }}>
      {choices.map((one, index) => (
        <Text key={one.id} component="li" size="sm">
          {t('setting.choice', {
            from: formatDay(one.effectiveOn, language),
            average: t(`pressure.policy.${one.policy}`),
            standing: standing(index),
          })}
          {` · ${one.chosenBy} · ${one.reason}`}
        </Text>
      ))}
    </Stack>
  );
}
