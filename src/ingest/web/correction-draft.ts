import type { Input } from '../../platform/core/contract.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import type { Vital } from '../../vitals/core/vitals.ts';
import type { correctQuarantine, QuarantineItem } from '../contract.ts';
import { understoodOf } from './understood.ts';

/** A corrected reading as it is being written; figures stay text until they are sent. */
export interface CorrectionDraft {
  readonly note: string;
  readonly patient: { readonly id: string; readonly name: string } | null;
  readonly kind: VitalKind;
  readonly values: Readonly<Record<string, string>>;
  /** Empty until it is known: a unit is never guessed. */
  readonly unit: string;
  readonly at: string;
}

/** Starts with what was understood. */
export function startCorrection(item: QuarantineItem): CorrectionDraft {
  const { reading } = understoodOf(item);
  const values = Object.entries(reading?.values ?? {});
  return {
    note: '',
    patient: null,
    kind: item.kind ?? 'blood-pressure',
    values: Object.fromEntries(values.map(([name, value]) => [name, String(value)])),
    unit: reading?.unit ?? '',
    at: '',
  };
}

/** The body of the request: only what the person put right travels, and values always with their unit. */
export function correctionBody(
  draft: CorrectionDraft,
  vital: Vital,
): Input<typeof correctQuarantine>['body'] {
  const { note, patient, kind, values, unit, at } = draft;
  const own = vital.components.flatMap(({ id }) => {
    const text = values[id]?.trim() ?? '';
    return text === '' ? [] : [[id, Number(text)] as const];
  });
  return {
    note: note.trim(),
    kind,
    values: Object.fromEntries(own),
    unit,
    ...(patient && { patientId: patient.id }),
    ...(at !== '' && { at }),
  };
}
