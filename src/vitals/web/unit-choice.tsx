import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';

import { useSay } from '../../platform/web/language.ts';
import type { VitalKind } from '../core/reading.ts';
import type { Vital } from '../core/vitals.ts';
import { useVitalsWords } from './chart-words.ts';

/** The unit in which this person wants to see a vital sign; kept on this machine, undefined until chosen. */
export function useChosenUnit(kind: VitalKind): [string | undefined, (unit: string) => void] {
  const [unit, choose] = useLocalStorage<string | undefined>({
    key: `enlace:unit:${kind}`,
    getInitialValueInEffect: false,
  });
  return [unit, choose];
}

interface UnitSwitchProps {
  readonly vital: Vital;
  readonly unit: string;
  readonly onChoose: (unit: string) => void;
}

/** One of the units of a vital sign; nothing where there is only one. */
export function UnitSwitch({ vital, unit, onChoose }: UnitSwitchProps) {
  const t = useVitalsWords();
  const say = useSay();
  const { units } = vital.definition;
  if (units.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('plot.unit')}
      value={unit}
      data={units.map(({ code, label }) => ({ value: code, label: say(label) }))}
      onChange={onChoose}
    />
  );
}
