/** The eight vital signs; each is one file in content/vitals. */
export const vitalKinds = [
  'blood-pressure',
  'glucose',
  'weight',
  'spo2',
  'heart-rate',
  'temperature',
  'respiratory-rate',
  'peak-flow',
] as const;

export type VitalKind = (typeof vitalKinds)[number];

/** How far the time of a reading may be believed; decides what it may alert, count for or bill. */
export const trustClasses = [
  'device-synchronised',
  'zone-assumed',
  'clock-suspect',
  'arrival-time',
] as const;

export type TrustClass = (typeof trustClasses)[number];

/** `unconfirmed`: stored and shown, a repeat is asked for; a critical one alerts all the same. */
export type Standing = 'accepted' | 'unconfirmed';

/** Who or what took it. Only `device` counts as transmitted data for billing. */
export type Origin = 'device' | 'manual' | 'import';

/** What was told with the value: meal, oxygen, posture, symptoms, signal quality. */
export type ReadingContext = Readonly<Record<string, string | number | boolean>>;

/**
 * One measurement of one vital sign. `values` are in `unit` as received (the original is kept;
 * thresholds are judged in the unit they were published in). A meter's "HI"/"LO" has no number:
 * it is `beyond` the device's range.
 */
export interface Reading {
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC at which it was taken. */
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
  readonly unit: string;
  readonly beyond?: 'HI' | 'LO';
  readonly standing: Standing;
  readonly trust: TrustClass;
  readonly origin: Origin;
  /** Source label and its message id; with patient, kind and time the identity of the reading. */
  readonly sourceId: string;
  readonly deviceId?: string;
  /** Minutes east of UTC that the source gave; absent when it gave none. */
  readonly offsetMinutes?: number;
  readonly context?: ReadingContext;
}
