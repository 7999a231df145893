import { decimalFrom } from '../../../vitals/core/candidate.ts';
import type { Candidate, Rejection } from '../adapter.ts';
import { isName } from '../narrow.ts';

/** Vendors whose deliveries are read, by the word in the address of their webhook. */
export const vendorNames = [
  'tenovi',
  'withings',
  'ihealth',
  'dexcom',
  'validic',
  'bodytrace',
] as const;

export type VendorName = (typeof vendorNames)[number];

/** What a vendor tells of a device that is no reading: where it is, and how it is. */
export const deviceEventKinds = [
  'ordered',
  'on-hold',
  'action-required',
  'ready',
  'shipped',
  'delivered',
  'connected',
  'replaced',
  'unlinked',
  'returned',
  'battery',
  'signal',
  'irregular-heartbeat',
] as const;

export type DeviceEventKind = (typeof deviceEventKinds)[number];

/** One thing told of one device. */
export interface DeviceEvent {
  /** The device as the vendor names it for good. */
  readonly device: string;
  readonly kind: DeviceEventKind;
  /** As the vendor wrote it; absent: when it arrived. */
  readonly at?: string | number;
  /** Battery in per cent or millivolts, signal in dBm. */
  readonly value?: number;
  readonly unit?: '%' | 'mV' | 'dBm';
  /** The gateway through which it reports now; changes when a gateway is replaced. */
  readonly gateway?: string;
  readonly trackingLink?: string;
}

/** A measurement as a vendor tells it. */
export interface VendorCandidate extends Candidate {
  /** The same message with other values replaces what it said before, instead of contradicting it. */
  readonly revises?: boolean;
  /** The vendor takes back what it sent under this message. */
  readonly withdrawn?: boolean;
}

export type VendorItem = VendorCandidate | Rejection;

export interface VendorBatch {
  readonly items: readonly VendorItem[];
  readonly deviceEvents: readonly DeviceEvent[];
}

/** How one vendor's deliveries are read. Pure; never throws for what a vendor wrote. */
export interface VendorAdapter {
  readonly name: VendorName;
  /** `account`: whose data was asked for, where the body itself does not say. */
  readonly parse: (body: unknown, account: string | null) => VendorBatch;
}

/** What an adapter found in one item of a delivery; what is undefined was not told. */
export interface Told {
  readonly index: number;
  readonly raw: unknown;
  readonly measured: Candidate['measured'];
  readonly messageId?: string | undefined;
  /** The person as the vendor knows them. */
  readonly account?: string | undefined;
  readonly device?: string | undefined;
  readonly at?: string | number | null | undefined;
  readonly offset?: string | number | null | undefined;
  readonly origin?: Candidate['origin'];
  readonly estimatedTime?: boolean;
  readonly revises?: boolean;
  readonly withdrawn?: boolean;
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A candidate of what was told. The patient is the vendor's account as an identifier (`vendor|account`,
 * or our own id where the account was opened under it), else whoever has the device.
 */
export function toItem(vendor: VendorName, told: Told): VendorItem {
  const { index, raw, measured, messageId, account, device, at, offset } = told;
  const patient = referenceOf(vendor, account, device);
  if (patient === undefined) return refuse(told, 'patient-missing', 'patient');
  return {
    ...{ index, raw, measured, patient, origin: told.origin ?? 'device' },
    ...(messageId === undefined ? undefined : { messageId }),
    ...(device === undefined ? undefined : { device }),
    ...(at === undefined ? undefined : { at }),
    ...(offset === undefined ? undefined : { offset }),
    ...(told.estimatedTime === true ? { estimatedTime: true } : undefined),
    ...(told.revises === true ? { revises: true } : undefined),
    ...(told.withdrawn === true ? { withdrawn: true } : undefined),
  };
}

function referenceOf(vendor: VendorName, account?: string, device?: string): string | undefined {
  if (account === undefined) return device === undefined ? undefined : deviceReference(device);
  return uuidForm.test(account) ? account : `${vendor}|${account}`;
}

/** How a patient is referred to of whom only the device is known. */
export function deviceReference(device: string): string {
  return `device|${device}`;
}

/** The refusal of an item, with all by which it can be found again. */
export function refuse(
  { index, raw, messageId }: Pick<Told, 'index' | 'raw' | 'messageId'>,
  code: Rejection['code'],
  field: string,
): Rejection {
  return { index, ...(messageId === undefined ? undefined : { messageId }), code, field, raw };
}

/** A number, also where it was written as text; anything else stays as it is and is refused later. */
export function numberFrom(value: unknown): unknown {
  return typeof value === 'string' ? (decimalFrom(value) ?? value) : value;
}

/** A name or number as a name; undefined when there is none, null when it cannot be kept. */
export function nameFrom(value: unknown): string | undefined | null {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === 'string' && isName(value) ? value : null;
}

/** A time as text or number of usable length; undefined when there is none, null when it is something else. */
export function timeFrom(value: unknown): string | number | undefined | null {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.length <= 64 ? value : null;
}
