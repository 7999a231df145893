import { decimalFrom } from '../../../vitals/core/candidate.ts';
import type { Fields } from '../narrow.ts';
import { codesOf, type ConceptCodes } from '../fhir/codes.ts';
import { componentsOf, repetitionsOf, textAt, type Message, type Segment } from './message.ts';
import { unitFrom } from './units.ts';

/** What a sender says a result is (OBX-11). */
export type ResultState = 'new' | 'correction' | 'withdrawn' | 'no-reading';

/** One OBX, its value in the form of the FHIR element that stands for it. */
export interface Hl7Observation {
  readonly segment: Segment;
  readonly codes: ConceptCodes;
  /** `code` and `value…` as FHIR has them. */
  readonly node: Fields;
  readonly hasValue: boolean;
  readonly state: ResultState;
  /** The part of the device (PCD: MDS.VMD.channel) to which it belongs; `''` when not told. */
  readonly channel: string;
  readonly time: string;
  readonly device: string;
  readonly isQuestionable: boolean;
}

/** Understands one OBX; whether its code is that of a vital sign is not asked yet. */
export function readObservation(message: Message, segment: Segment): Hl7Observation {
  const coding = codingsOf(message, textOf(segment, 3));
  const value = readValue(message, segment);
  const flags = repetitionsOf(message, segment, 8).map(
    (one) => componentsOf(message, one)[0] ?? '',
  );
  const [device = ''] = repetitionsOf(message, segment, 18);
  const [entity = '', , universal = ''] = componentsOf(message, device);
  return {
    segment,
    codes: codesOf({ coding }),
    node: { code: { coding }, ...value },
    hasValue: value !== undefined,
    state: flags.some((flag) => invalidFlags.has(flag)) ? 'no-reading' : stateOf(message, segment),
    channel: channelOf(textAt(message, segment, 4)),
    time: textAt(message, segment, 14),
    device: entity || universal,
    isQuestionable: flags.some((flag) => flag === 'QUES' || flag === 'EARLY'),
  };
}

/** IHE PCD measurement states in OBX-8: the device itself does not stand by the number. */
const invalidFlags: ReadonlySet<string> = new Set(['INV', 'NAV', 'CALIB', 'TEST', 'DEMO']);

/** HL7 table 0085. Everything else (pending, partial, cannot be obtained, none at all) is no reading. */
function stateOf(message: Message, segment: Segment): ResultState {
  switch (textAt(message, segment, 11).toUpperCase()) {
    case 'F':
    case 'P':
    case 'R':
      return 'new';
    case 'C':
      return 'correction';
    case 'D':
    case 'W':
      return 'withdrawn';
    default:
      return 'no-reading';
  }
}

/** "1.0.1.2" is the second metric of channel 1.0.1; a simple number only counts and groups nothing. */
function channelOf(subId: string): string {
  const parts = subId.split('.');
  return parts.length >= 3 ? parts.slice(0, 3).join('.') : '';
}

const systems: Readonly<Record<string, string>> = {
  LN: 'http://loinc.org',
  LOINC: 'http://loinc.org',
  MDC: 'urn:iso:std:iso:11073:10101',
};

/** Code and alternative code (components 1–3 and 4–6) as FHIR codings. */
function codingsOf(message: Message, repetition: string): readonly Fields[] {
  const parts = componentsOf(message, repetition);
  return [parts.slice(0, 3), parts.slice(3, 6)].flatMap(([code = '', , system = '']) => {
    const known = systems[system.toUpperCase()];
    return code === '' || known === undefined ? [] : [{ system: known, code }];
  });
}

/** The first repetition of a field as it came. */
function textOf(segment: Segment, field: number): string {
  return segment.fields[field] ?? '';
}

function readValue(message: Message, segment: Segment): Fields | undefined {
  const [first = ''] = repetitionsOf(message, segment, 5);
  const components = componentsOf(message, first);
  const [text = ''] = components;
  if (components.every((one) => one === '')) return undefined;
  const unit = unitFrom(componentsOf(message, repetitionsOf(message, segment, 6)[0] ?? ''));
  switch (textAt(message, segment, 2)) {
    case 'NM':
      return { valueQuantity: { value: decimalFrom(text) ?? text, unit } };
    case 'SN':
      return readStructured(components, unit);
    case 'ST':
    case 'TX': {
      // Many senders write numbers as text.
      const value = decimalFrom(text);
      return value === undefined ? { valueString: text } : { valueQuantity: { value, unit } };
    }
    case 'CE':
    case 'CWE':
      return { valueCodeableConcept: { coding: codingsOf(message, first), text } };
    default:
      return { valueUnsupported: true };
  }
}

/** Comparator, number, separator, number: a ratio or a range is no value of ours. */
function readStructured(components: readonly string[], unit: string | undefined): Fields {
  const [comparator = '', number = '', separator = ''] = components;
  const value = decimalFrom(number);
  if (value === undefined || separator !== '') return { valueUnsupported: true };
  const isPlain = comparator === '' || comparator === '=';
  return { valueQuantity: { value, unit, ...(isPlain ? undefined : { comparator }) } };
}
