import { Text, Tooltip, type TextProps } from '@mantine/core';

import { formatMoment, ownZone } from './format.ts';
import { useLanguage } from './language.ts';
import { useNow } from './now.ts';
import { usePlatformWords } from './platform-words.ts';

interface PatientTimeProps extends TextProps {
  readonly at: string | number;
  readonly zone: string;
  /** The sentence around it; alone when absent. */
  readonly sentence?: (time: string) => string;
}

/** A moment by the patient's clock, with ours in the tooltip when it differs. */
export function PatientTime({ at, zone, sentence, ...text }: PatientTimeProps) {
  const t = usePlatformWords();
  const language = useLanguage();
  const now = useNow(60);
  const theirs = formatMoment(at, zone, language, now);
  const ours = formatMoment(at, ownZone(), language, now);
  const shown = (
    <Text component="time" dateTime={new Date(at).toISOString()} inherit {...text}>
      {sentence ? sentence(theirs) : theirs}
    </Text>
  );
  return theirs === ours ? (
    shown
  ) : (
    <Tooltip label={t('theirTime', { time: ours })}>{shown}</Tooltip>
  );
}
