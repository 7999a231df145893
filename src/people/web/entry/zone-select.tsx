import { NativeSelect } from '@mantine/core';

import { formatTime } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { usePeopleWords } from '../people-words.ts';

// The zones of the states and territories of the United States (IANA zone1970.tab).
export const zones = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix'],
  ...['America/Los_Angeles', 'America/Anchorage', 'America/Adak', 'Pacific/Honolulu'],
  ...['America/Puerto_Rico', 'Pacific/Guam', 'Pacific/Pago_Pago'],
];

interface ZoneSelectProps {
  /** Empty: by the ZIP code, otherwise that of the practice. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** The patient's clock; each zone with the time it is there now. */
export function ZoneSelect({ value, onChange }: ZoneSelectProps) {
  const t = usePeopleWords();
  const language = useLanguage();
  const now = useNow(60);
  const listed = value === '' || zones.includes(value) ? zones : [...zones, value];
  return (
    <NativeSelect
      label={t('form.zone')}
      value={value}
      data={[
        { value: '', label: t('form.zoneByZip') },
        ...listed.map((zone) => ({
          value: zone,
          label: `${zone.replace(/^.*\//, '').replaceAll('_', ' ')} · ${formatTime(now, zone, language)}`,
        })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
