import { expectTypeOf, test } from 'vitest';

import type { CircleKind, CircleScope, Relation, Standing } from '../core/care-circle.ts';
import type {
  ClinicalStatus,
  EncounterStatus,
  MedicationStatus,
  Verification,
} from '../core/clinical.ts';
import type { Channel, Consent, ContactUse } from '../core/contact-point.ts';
import type { DuplicateReason } from '../core/duplicate.ts';
import type { EnrolmentStatus } from '../core/enrolment.ts';
import type { PatientStatus, RestrictionReason, Sex, ZoneSource } from '../core/person.ts';
import type { en } from './en.ts';

test('has words for every code, and none for a code that is gone', () => {
  expectTypeOf<keyof typeof en.sex>().toEqualTypeOf<Sex>();
  expectTypeOf<keyof typeof en.status>().toEqualTypeOf<PatientStatus>();
  expectTypeOf<keyof typeof en.restriction>().toEqualTypeOf<RestrictionReason>();
  expectTypeOf<keyof typeof en.zoneSource>().toEqualTypeOf<ZoneSource>();
  expectTypeOf<keyof typeof en.channel>().toEqualTypeOf<Channel>();
  expectTypeOf<keyof typeof en.contactUse>().toEqualTypeOf<ContactUse>();
  expectTypeOf<keyof typeof en.consent>().toEqualTypeOf<Consent>();
  expectTypeOf<keyof typeof en.circleKind>().toEqualTypeOf<CircleKind>();
  expectTypeOf<keyof typeof en.relation>().toEqualTypeOf<Relation>();
  expectTypeOf<keyof typeof en.scope>().toEqualTypeOf<CircleScope>();
  expectTypeOf<keyof typeof en.standing>().toEqualTypeOf<Standing>();
  expectTypeOf<keyof typeof en.duplicateReason>().toEqualTypeOf<DuplicateReason>();
  expectTypeOf<keyof typeof en.enrolmentStatus>().toEqualTypeOf<EnrolmentStatus>();
  expectTypeOf<keyof typeof en.clinicalStatus>().toEqualTypeOf<ClinicalStatus>();
  expectTypeOf<keyof typeof en.verification>().toEqualTypeOf<Verification>();
  expectTypeOf<keyof typeof en.medicationStatus>().toEqualTypeOf<MedicationStatus>();
  expectTypeOf<keyof typeof en.encounterStatus>().toEqualTypeOf<EncounterStatus>();
});
