import type { Text } from '../../platform/core/text.ts';
import { formatReading, type ShownReading } from '../../vitals/core/format.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';

/** What is told to who acted on a value: "192/114 mmHg → 142/88 mmHg", or that it was withdrawn. */
export function correctionText(
  vitals: Vitals,
  gone: ShownReading,
  instead: ShownReading | undefined,
): Text {
  const before = (language: 'en' | 'es') => formatReading(vitals, gone, language);
  if (instead === undefined) {
    return {
      en: `The value you acted on was withdrawn: ${before('en')}`,
      es: `Se retiró el valor con el que usted actuó: ${before('es')}`,
    };
  }
  const after = (language: 'en' | 'es') => formatReading(vitals, instead, language);
  return {
    en: `The value you acted on was corrected: ${before('en')} → ${after('en')}`,
    es: `Se corrigió el valor con el que usted actuó: ${before('es')} → ${after('es')}`,
  };
}
