import { Stack } from '@mantine/core';
import { useState } from 'react';

import { useLanguage } from '../../../platform/web/language.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { DeviceReader, type DeviceEntry } from '../../../vitals/web/bluetooth/device-reader.tsx';
import { enterReading, type ItemResult } from '../../contract.ts';
import { entryOf } from './device-entry.ts';
import { EntryResult } from './entry-result.tsx';
import { measuredText } from './measured-text.ts';

interface ReadDeviceProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
}

/** Reads a device of the patient on the chart, and sends what was confirmed like any other reading. */
export function ReadDevice({ patientId, zone, vitals }: ReadDeviceProps) {
  const language = useLanguage();
  const [told, setTold] = useState<{ readonly result: ItemResult; readonly text: string }>();
  const enter = useAct(enterReading, { quiet: true });
  const send = async (confirmed: DeviceEntry) => {
    setTold(undefined);
    const body = entryOf(confirmed, crypto.randomUUID());
    const result = await enter.mutateAsync({ params: { id: patientId }, body });
    setTold({ result, text: measuredText(vitals, vitalOf(vitals, body.kind), body, language) });
  };
  return (
    <Stack gap="sm">
      <DeviceReader vitals={vitals} zone={zone} reader="staff" onConfirm={send} />
      {enter.error && <ProblemNotice problem={enter.error} />}
      {told && <EntryResult result={told.result} text={told.text} next={false} />}
    </Stack>
  );
}
