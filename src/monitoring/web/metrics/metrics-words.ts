import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/metrics/en.ts';
import { es } from '../../messages/metrics/es.ts';

export const { useWords: useMetricsWords } = defineWords('monitoring-metrics', en, es);
