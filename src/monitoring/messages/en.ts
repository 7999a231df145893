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

export const en = {
  symptom: inLanguage(symptomWords, 'en'),
  missing: inLanguage(missingWords, 'en'),
  state: inLanguage(stateWords, 'en'),
  tier: inLanguage(tierWords, 'en'),
  priority: inLanguage(priorityWords, 'en'),
  direction: inLanguage(directionWords, 'en'),
  stage: inLanguage(stageWords, 'en'),
  fact: inLanguage(factWords, 'en'),
  /** What the steps of a protocol are. */
  step: {
    'ask-symptoms': 'Ask',
    say: 'Say',
    recheck: 'Measure again',
    act: 'Do',
    'call-911': '911',
    refer: 'Tell the clinician',
  },
  stepWait: 'Wait {{minutes}} minutes',
  unreviewed: 'Wording not yet reviewed in this language: read it aloud only, do not send it.',
  replay: {
    same: 'Judged again from what was stored, it says the same.',
    different: 'Judged again from what was stored, it says something else. Tell support.',
    'content-missing':
      'The version of the protocol that was used is not here: it cannot be judged again.',
  },
  late: {
    'over-24-hours': 'Arrived more than 24 hours after it was taken: kept, without a live alarm.',
    'older-than-newest': 'Older than a reading judged before: kept, without a live alarm.',
  },
  uncovered: 'No protocol judges this vital sign for this patient.',
} as const;
