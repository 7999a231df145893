import { expect, test } from 'vitest';

import { circleKinds, circleScopes, relations } from '../core/care-circle.ts';
import {
  clinicalStatuses,
  encounterStatuses,
  medicationStatuses,
  verifications,
} from '../core/clinical.ts';
import { channels, consents, contactUses } from '../core/contact-point.ts';
import { duplicateReasons } from '../core/duplicate.ts';
import { enrolmentStatuses } from '../core/enrolment.ts';
import { importRemarks } from '../core/import-remark.ts';
import { patientStatuses, restrictionReasons, sexes, zoneSources } from '../core/person.ts';
import { CircleMember } from '../core/schemas.ts';
import { en } from './en.ts';
import { es } from './es.ts';

const codes: Record<keyof typeof en, readonly string[]> = {
  sex: sexes,
  status: patientStatuses,
  restriction: restrictionReasons,
  zoneSource: zoneSources,
  channel: channels,
  contactUse: contactUses,
  consent: consents,
  circleKind: circleKinds,
  relation: relations,
  scope: circleScopes,
  standing: CircleMember.properties.standing.enum,
  duplicateReason: duplicateReasons,
  enrolmentStatus: enrolmentStatuses,
  clinicalStatus: clinicalStatuses,
  verification: verifications,
  medicationStatus: medicationStatuses,
  encounterStatus: encounterStatuses,
  importRemark: importRemarks,
};

test.each(Object.keys(en) as (keyof typeof en)[])(
  'words every code of %s in both languages, and none that is gone',
  (group) => {
    const expected = [...codes[group]].toSorted();
    expect(Object.keys(en[group]).toSorted()).toEqual(expected);
    expect(Object.keys(es[group]).toSorted()).toEqual(expected);
  },
);
