import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';
import { dayMs } from './numbers.ts';

const ConditionFlag = strictObject({
  id: Slug,
  label: TextSchema,
  /** Matched as they are. */
  snomed: Type.Array(Type.String({ pattern: '^\\d{6,18}$' })),
  /** Matched with all codes below them; dots do not matter. */
  icd10cm: Type.Array(Type.String({ pattern: '^[A-Z]([0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?)?$' })),
  /** For so many days after its end a condition counts still. */
  remainsDays: Type.Optional(Type.Integer({ minimum: 1 })),
});

/** The file content/conditions/flags.yaml: which condition codes set which flags of a patient. */
export const ConditionFlags = strictObject({
  ...contentHeader,
  flags: Type.Array(ConditionFlag, { minItems: 1 }),
});
export type ConditionFlags = Static<typeof ConditionFlags>;

const snomedSystem = 'http://snomed.info/sct';
const icd10cmSystems: ReadonlySet<string> = new Set([
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10',
]);

/** A condition that a patient has, or had. */
export interface PatientCondition {
  /** FHIR system of the code. */
  readonly codeSystem: string;
  readonly code: string;
  /** YYYY-MM-DD, when it is over. */
  readonly abatedOn?: string | null;
}

/**
 * The flags that a patient's conditions set, in the order of the content. Give conditions that are
 * neither refuted nor mistakes; one that is over counts only where the flag remains for some days
 * (pregnancy: 6 weeks). `today` is the patient's calendar day, YYYY-MM-DD.
 */
export function flagsOfConditions(
  content: ConditionFlags,
  conditions: readonly PatientCondition[],
  today: string,
): readonly string[] {
  return content.flags
    .filter((flag) =>
      conditions.some((condition) => isNamed(flag, condition) && counts(flag, condition, today)),
    )
    .map((flag) => flag.id);
}

type Flag = ConditionFlags['flags'][number];

function isNamed(flag: Flag, { codeSystem, code }: PatientCondition): boolean {
  if (codeSystem === snomedSystem) return flag.snomed.includes(code);
  if (!icd10cmSystems.has(codeSystem)) return false;
  const plain = withoutDot(code).toUpperCase();
  return flag.icd10cm.some((stem) => plain.startsWith(withoutDot(stem)));
}

function withoutDot(code: string): string {
  return code.replace('.', '');
}

function counts(flag: Flag, { abatedOn }: PatientCondition, today: string): boolean {
  if (abatedOn === undefined || abatedOn === null || abatedOn > today) return true;
  const days = (Date.parse(today) - Date.parse(abatedOn)) / dayMs;
  return flag.remainsDays !== undefined && days <= flag.remainsDays;
}
