import { Group, NativeSelect, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';

import { useSay } from '../../../platform/web/language.ts';
import type { Vital, VitalComponent } from '../../../vitals/core/vitals.ts';
import { useEntryWords } from './entry-words.ts';
import { meals, oxygens, type ReadingDraft } from './reading-draft.ts';

interface ReadingFieldsProps {
  readonly draft: ReadingDraft;
  readonly vital: Vital;
  readonly onChange: (change: Partial<ReadingDraft>) => void;
}

/** The values of one vital sign in the unit that the device shows, and what belongs to them. */
export function ReadingFields({ draft, vital, onChange }: ReadingFieldsProps) {
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        {draft.beyond === '' &&
          vital.components.map((component, index) => (
            <ValueField
              key={component.id}
              component={component}
              first={index === 0}
              draft={draft}
              onChange={onChange}
            />
          ))}
        <UnitField draft={draft} vital={vital} onChange={onChange} />
      </Group>
      <BeyondField draft={draft} vital={vital} onChange={onChange} />
      <ContextField draft={draft} onChange={onChange} />
    </Stack>
  );
}

interface ValueFieldProps {
  readonly component: VitalComponent;
  readonly first: boolean;
  readonly draft: ReadingDraft;
  readonly onChange: (change: Partial<ReadingDraft>) => void;
}

function ValueField({ component, first, draft, onChange }: ValueFieldProps) {
  const t = useEntryWords();
  const say = useSay();
  const { label, required } = component.definition;
  const unit = component.ownUnit ? `, ${say(component.unit.label)}` : '';
  return (
    <NumberInput
      label={`${say(label)}${unit}${required ? '' : ` (${t('optional')})`}`}
      required={required}
      withAsterisk={false}
      data-autofocus={first || undefined}
      autoFocus={first}
      hideControls
      // Grouping would turn 1,000 into something else for whoever types a comma as decimal sign.
      thousandSeparator={false}
      allowedDecimalSeparators={[',', '.']}
      w={150}
      value={draft.values[component.id] ?? ''}
      onChange={(value) => onChange({ values: { ...draft.values, [component.id]: String(value) } })}
    />
  );
}

function UnitField({ draft, vital, onChange }: ReadingFieldsProps) {
  const t = useEntryWords();
  const say = useSay();
  const { units } = vital.definition;
  if (units.length === 1) return <Text pb={8}>{units[0] && say(units[0].label)}</Text>;
  return (
    <SegmentedControl
      aria-label={t('unit')}
      value={draft.unit}
      data={units.map(({ code, label }) => ({ value: code, label: say(label) }))}
      onChange={(unit) => onChange({ unit })}
    />
  );
}

function BeyondField({ draft, vital, onChange }: ReadingFieldsProps) {
  const t = useEntryWords();
  const say = useSay();
  const { beyond } = vital.definition;
  if (!beyond) return null;
  const choices = ['', 'HI', 'LO'] as const;
  return (
    <NativeSelect
      label={t('beyond')}
      w={300}
      value={draft.beyond}
      data={choices.map((value) => ({
        value,
        label: value === '' ? t('beyondNone') : say(beyond[value]),
      }))}
      onChange={(event) =>
        onChange({ beyond: choices.find((one) => one === event.currentTarget.value) ?? '' })
      }
    />
  );
}

function ContextField({ draft, onChange }: Omit<ReadingFieldsProps, 'vital'>) {
  const t = useEntryWords();
  if (draft.kind === 'glucose') {
    return (
      <NativeSelect
        label={t('meal')}
        w={300}
        value={draft.meal}
        data={meals.map((value) => ({ value, label: t(`meals.${value}`) }))}
        onChange={(event) =>
          onChange({ meal: meals.find((one) => one === event.currentTarget.value) ?? 'unknown' })
        }
      />
    );
  }
  if (draft.kind !== 'spo2') return null;
  return (
    <NativeSelect
      label={t('oxygen')}
      w={300}
      value={draft.oxygen}
      data={oxygens.map((value) => ({ value, label: t(`oxygens.${value}`) }))}
      onChange={(event) =>
        onChange({ oxygen: oxygens.find((one) => one === event.currentTarget.value) ?? 'unknown' })
      }
    />
  );
}
