import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/chart/en.ts';
import { es } from '../messages/chart/es.ts';

export const { useWords: useMonitoringWords, wordsIn: monitoringWordsIn } = defineWords(
  'monitoring-chart',
  en,
  es,
);

export type SayMonitoring = ReturnType<typeof monitoringWordsIn>;
