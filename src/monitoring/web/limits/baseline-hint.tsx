import { Button, Group, Text } from '@mantine/core';

import { useLanguage } from '../../../platform/web/language.ts';
import { formatNumber, formatValue } from '../../../vitals/core/format.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { BaselineView } from '../../contract/metrics.ts';
import { suggestedLimit, type UsualRange } from '../../core/metrics/baseline.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { LimitSlot } from '../plots/bands.ts';
import { useLimitText } from './limit-text.ts';

/** What a patient's own readings say beside one limit. */
export interface Hint {
  readonly usual: UsualRange;
  readonly component: string;
  readonly decimals: number;
  readonly limit: { readonly value: number; readonly unit: string };
}

/** The hint for a limit on a value that has a baseline; a change, a share or a silence has none. */
export function hintOf(
  baselines: readonly BaselineView[] | undefined,
  { kind, component, direction, standard }: LimitSlot,
  vitals: Vitals,
): Hint | undefined {
  const found = baselines?.find((one) => one.kind === kind && one.component === component);
  const usual = found?.result.usual;
  // In the unit in which the limit is published: another one would be another limit.
  const unit = standard.find((one) => one.unit === found?.unit)?.unit;
  if (usual === undefined || component === null || unit === undefined || direction === 'none') {
    return undefined;
  }
  const { units } = vitalOf(vitals, kind).componentByKey.get(component) ?? { units: [] };
  const decimals = units.find(({ code }) => code === unit)?.decimals ?? 1;
  const limit = { value: suggestedLimit(usual, direction, decimals), unit };
  return { usual, component, decimals, limit };
}

interface BaselineHintProps {
  readonly hint: Hint;
  readonly slot: LimitSlot;
  readonly vitals: Vitals;
  /** Opens the form with the suggestion filled in; undefined for who may not set limits. */
  readonly onUse: (() => void) | undefined;
}

/** What is usual for the patient, and where unusual would begin: a suggestion that changes nothing by itself. */
export function BaselineHint({ hint, slot, vitals, onUse }: BaselineHintProps) {
  const t = useMonitoringWords();
  const language = useLanguage();
  const limitText = useLimitText(vitals);
  const { usual, component, decimals, limit } = hint;
  const low = formatNumber(usual.low, decimals, language);
  const high = formatValue(vitals, slot.kind, component, usual.high, limit.unit, language);
  const suggestion = { limit: limitText(slot, limit.value, limit.unit) };
  return (
    <Group gap="xs" mt={2}>
      <Text size="sm" c="gray.8">
        {t('limits.usual', { low, high })}
        {!onUse && ` · ${t('limits.suggestion', suggestion)}`}
      </Text>
      {onUse && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('limits.useSuggestion', suggestion)}
          onClick={onUse}
        >
          {t('limits.suggestion', suggestion)}
        </Button>
      )}
    </Group>
  );
}
