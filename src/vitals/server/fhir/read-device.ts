import type { VitalKind } from '../../core/reading.ts';

/** What a FHIR Device resource says of a device, as far as it is kept. */
export interface DeviceDraft {
  /** What its source calls it in the Observations that it sends. */
  readonly identifier: string;
  readonly model: string | null;
  readonly kinds: readonly VitalKind[];
  /** Reference to the patient who has it, as written. */
  readonly patient: string | null;
  readonly active: boolean;
}

const snomed = 'http://snomed.info/sct';
const mdc = 'urn:iso:std:iso:11073:10101';

/** What a device measures, where its type or specialization tells: SNOMED CT, ISO/IEEE 11073-10101. */
const kindsByType: Readonly<Record<string, readonly VitalKind[]>> = {
  [`${snomed}|337414009`]: ['glucose'], // Blood glucose meter
  [`${snomed}|43770009`]: ['blood-pressure'], // Sphygmomanometer
  [`${snomed}|448703006`]: ['spo2'], // Pulse oximeter
  [`${mdc}|528391`]: ['blood-pressure'], // MDC_DEV_SPEC_PROFILE_BP
  [`${mdc}|528388`]: ['spo2'], // MDC_DEV_SPEC_PROFILE_PULS_OXIM
  [`${mdc}|528399`]: ['weight'], // MDC_DEV_SPEC_PROFILE_SCALE
  [`${mdc}|528392`]: ['temperature'], // MDC_DEV_SPEC_PROFILE_TEMP
  [`${mdc}|528401`]: ['glucose'], // MDC_DEV_SPEC_PROFILE_GLUCOSE
};

type Fields = Readonly<Record<string, unknown>>;

const longest = 200;

/** Reads a Device; null when it has nothing by which it could be told from others. */
export function readDevice(resource: Fields): DeviceDraft | null {
  const [identifier] = listOf(resource.identifier);
  const [udi] = listOf(resource.udiCarrier);
  const name = [identifier?.value, resource.serialNumber, udi?.deviceIdentifier, resource.id].find(
    isName,
  );
  if (name === undefined) return null;
  const model = [
    nameOf(resource, 'model-name'),
    nameOf(resource),
    fieldsOf(resource.type)?.text,
  ].find(isName);
  const reference = fieldsOf(resource.patient)?.reference;
  return {
    identifier: name,
    model: model ?? null,
    kinds: [...new Set(typesOf(resource).flatMap((code) => kindsByType[code] ?? []))],
    patient: isName(reference) ? reference : null,
    active: resource.status === undefined || resource.status === 'active',
  };
}

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= longest &&
    !/\p{Cc}/u.test(value)
  );
}

function nameOf(resource: Fields, type?: string): unknown {
  return listOf(resource.deviceName).find((one) => type === undefined || one.type === type)?.name;
}

function typesOf(resource: Fields): readonly string[] {
  const specializations = listOf(resource.specialization).map((one) => one.systemType);
  return [resource.type, ...specializations]
    .flatMap((concept) => listOf(fieldsOf(concept)?.coding))
    .map(({ system, code }) => `${String(system)}|${String(code)}`);
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function listOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(fieldsOf).filter((one) => one !== undefined);
}
