import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { useNow } from '../../../platform/web/now.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { LimitView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { limitsQuery } from '../monitoring-query.ts';
import { ownLimit, type LimitSlot, type PatientLimits } from '../plots/bands.ts';
import { EndLimitForm } from './end-limit-form.tsx';
import { LimitForm } from './limit-form.tsx';
import { LimitHistory } from './limit-history.tsx';
import { useLimitText } from './limit-text.ts';

interface LimitListProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
}

/** Every limit that applies to the patient: the protocol's, and the patient's own in its place. */
export function LimitList({ patientId, zone, vitals }: LimitListProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const limits = useQuery(limitsQuery(patientId));
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('limits.title')}
      </Title>
      <Text size="sm" c="gray.8">
        {t('limits.explain')}
      </Text>
      <Loaded from={limits}>
        {(data) => (
          <>
            {kindsOf(data).map((kind) => (
              <Stack key={kind} gap={4}>
                <Title order={3} size="h5">
                  {say(vitalOf(vitals, kind).definition.label)}
                </Title>
                {data.slots
                  .filter((slot) => slot.kind === kind)
                  .map((slot) => (
                    <Slot
                      key={`${slot.ruleId} ${slot.name}`}
                      slot={slot}
                      data={data}
                      patientId={patientId}
                      zone={zone}
                      vitals={vitals}
                    />
                  ))}
              </Stack>
            ))}
            <LimitHistory data={data} zone={zone} vitals={vitals} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function kindsOf({ slots }: PatientLimits): VitalKind[] {
  return [...new Set(slots.map((slot) => slot.kind))];
}

interface SlotProps extends LimitListProps {
  readonly slot: LimitSlot;
  readonly data: PatientLimits;
}

function Slot({ slot, data, patientId, zone, vitals }: SlotProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const text = useLimitText(vitals);
  const now = useNow(60);
  const mayChange = useMay()('limits.write');
  const [form, setForm] = useState<'set' | 'end'>();
  const own = ownLimit(data.limits, slot, now);
  const close = () => setForm(undefined);
  return (
    <Stack gap={6} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={0} style={{ flex: '1 1 240px' }}>
          <Text fw={600}>{say(slot.level)}</Text>
          <Text size="sm" c="gray.8">
            {say(slot.rule)}
            {!slot.alone && ` · ${t('limits.notAlone')}`}
          </Text>
          {own && <OwnLimit own={own} zone={zone} />}
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
      {form === 'set' && (
        <LimitForm
          patientId={patientId}
          zone={zone}
          slot={slot}
          own={own}
          vitals={vitals}
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
