import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { useSay } from '../../../platform/web/language.ts';
import { useMinuteEnd } from '../../../platform/web/now.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { LimitView } from '../../contract.ts';
import type { BaselineView } from '../../contract/metrics.ts';
import { inSentence } from '../../../vitals/web/reading-text.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { ownLimit, type LimitSlot, type PatientLimits } from '../plots/bands.ts';
import { BaselineHint, hintOf } from './baseline-hint.tsx';
import { EndLimitForm } from './end-limit-form.tsx';
import { LimitForm } from './limit-form.tsx';
import { useLimitText } from './limit-text.ts';

interface SlotProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
  readonly slot: LimitSlot;
  readonly data: PatientLimits;
  /** What is usual for the patient; undefined: not known. */
  readonly baselines: readonly BaselineView[] | undefined;
}

/** One limit of a rule: the protocol's figure, and the patient's own in its place. */
export function LimitSlotRow({ slot, data, baselines, patientId, zone, vitals }: SlotProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const text = useLimitText(vitals);
  const now = useMinuteEnd();
  const mayChange = useMay()('limits.write');
  const [form, setForm] = useState<'set' | 'suggested' | 'end'>();
  const own = ownLimit(data.limits, slot, now);
  const component = useComponentName(slot, vitals);
  const hint = hintOf(baselines, slot, vitals);
  const close = () => setForm(undefined);
  return (
    <Stack gap={6} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={0} style={{ flex: '1 1 240px' }}>
          <Text fw={600}>
            {say(slot.level)}
            {component && `: ${inSentence(component)}`}
          </Text>
          <Text size="sm" c="gray.8">
            {say(slot.rule)}
            {!slot.alone && ` · ${t('limits.notAlone')}`}
          </Text>
          {own && <OwnLimit own={own} zone={zone} />}
          {hint && (
            <BaselineHint
              hint={hint}
              slot={slot}
              vitals={vitals}
              onUse={mayChange && form === undefined ? () => setForm('suggested') : undefined}
            />
          )}
        </Stack>
        <Group gap="sm" wrap="nowrap">
          <Figures slot={slot} own={own} text={text} />
          {mayChange && form === undefined && (
            <Button size="compact-sm" variant="default" onClick={() => setForm('set')}>
              {own ? t('limits.change') : t('limits.set')}
            </Button>
          )}
          {mayChange && own && form === undefined && (
            <Button size="compact-sm" variant="subtle" onClick={() => setForm('end')}>
              {t('limits.end')}
            </Button>
          )}
        </Group>
      </Group>
      {(form === 'set' || form === 'suggested') && (
        <LimitForm
          patientId={patientId}
          zone={zone}
          slot={slot}
          own={own}
          vitals={vitals}
          suggested={form === 'suggested' ? hint?.limit : undefined}
          onClose={close}
        />
      )}
      {form === 'end' && own && <EndLimitForm patientId={patientId} limit={own} onClose={close} />}
    </Stack>
  );
}

interface FiguresProps {
  readonly slot: LimitSlot;
  readonly own: LimitView | undefined;
  readonly text: ReturnType<typeof useLimitText>;
}

function Figures({ slot, own, text }: FiguresProps) {
  const t = useMonitoringWords();
  const standard = slot.standard.map((one) => text(slot, one.value, one.unit)).join(' / ');
  return (
    <Stack gap={0} align="flex-end">
      {own && <Text fw={700}>{text(slot, own.value, own.unit)}</Text>}
      <Text size={own ? 'sm' : 'md'} fw={own ? 400 : 700} c={own ? 'gray.8' : undefined}>
        {own ? t('limits.standard', { standard }) : standard}
      </Text>
    </Stack>
  );
}

function OwnLimit({ own, zone }: { readonly own: LimitView; readonly zone: string }) {
  const t = useMonitoringWords();
  return (
    <Text size="sm">
      <Text span inherit fw={600} c="lagoon.9">
        {t('limits.own')}
      </Text>
      {` · ${own.author} · ${own.reason} · ${t('limits.from')} `}
      <PatientTime at={own.effectiveFrom} zone={zone} />
      {own.effectiveTo !== null && (
        <>
          {` ${t('limits.until')} `}
          <PatientTime at={own.effectiveTo} zone={zone} />
        </>
      )}
    </Text>
  );
}

/** Which of several values of a vital sign is compared; nothing where there is only one. */
function useComponentName(slot: LimitSlot, vitals: Vitals): string | undefined {
  const say = useSay();
  const { components } = vitalOf(vitals, slot.kind);
  const component = components.find((one) => one.id === slot.component);
  return components.length > 1 && component ? say(component.definition.label) : undefined;
}
