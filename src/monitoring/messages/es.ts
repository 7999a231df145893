import type { Messages } from '../../platform/core/messages.ts';
import {
  directionWords,
  factWords,
  inLanguage,
  missingWords,
  priorityWords,
  stageWords,
  stateWords,
  symptomWords,
  tierWords,
} from '../core/vocabulary.ts';
import type { en } from './en.ts';

export const es: Messages<typeof en> = {
  symptom: inLanguage(symptomWords, 'es'),
  missing: inLanguage(missingWords, 'es'),
  state: inLanguage(stateWords, 'es'),
  tier: inLanguage(tierWords, 'es'),
  priority: inLanguage(priorityWords, 'es'),
  direction: inLanguage(directionWords, 'es'),
  stage: inLanguage(stageWords, 'es'),
  fact: inLanguage(factWords, 'es'),
  step: {
    'ask-symptoms': 'Pregunte',
    say: 'Diga',
    recheck: 'Repita la medición',
    act: 'Haga',
    'call-911': '911',
    refer: 'Avise al médico',
  },
  stepWait: 'Espere {{minutes}} minutos',
  unreviewed:
    'El texto en este idioma todavía no está revisado: solo léalo en voz alta, no lo envíe.',
  replay: {
    same: 'Al evaluarlo otra vez con lo guardado, el resultado es el mismo.',
    different: 'Al evaluarlo otra vez con lo guardado, el resultado es otro. Avise a soporte.',
    'content-missing':
      'La versión del protocolo que se usó no está aquí: no se puede evaluar otra vez.',
  },
  late: {
    'over-24-hours': 'Llegó más de 24 horas después de la toma: se guardó, sin alarma en vivo.',
    'older-than-newest': 'Es anterior a una medición ya evaluada: se guardó, sin alarma en vivo.',
  },
  uncovered: 'Ningún protocolo evalúa este signo vital para este paciente.',
};
