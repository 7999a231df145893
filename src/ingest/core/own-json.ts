import { isStorableText } from '../../vitals/core/storable-text.ts';
import type { Adapter, DeliveryItem, Rejection } from './adapter.ts';

const fields: ReadonlySet<string> = new Set([
  'id',
  'patient',
  'device',
  'kind',
  'at',
  'values',
  'unit',
  'context',
]);

const longestText = 200;

/**
 * Enlace's own reading JSON: one object or an array of them. A field that does not exist is refused
 * instead of passed over: a misspelt "at" would turn the time of arrival into the time of the reading.
 */
export const ownJson: Adapter = {
  name: 'own-json',
  parse: (body) => (Array.isArray(body) ? body.map(parseItem) : [parseItem(body, 0)]),
};

type Fields = Readonly<Record<string, unknown>>;

function parseItem(raw: unknown, index: number): DeliveryItem {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { index, code: 'item-invalid', raw };
  }
  const given = raw as Fields;
  const messageId = readMessageId(given.id);
  const rejected = (code: Rejection['code'], field: string): Rejection => ({
    index,
    ...(typeof messageId === 'string' ? { messageId } : undefined),
    code,
    field,
    raw,
  });
  for (const key in given) if (!fields.has(key)) return rejected('field-unknown', 'other');
  if (messageId === null) return rejected('field-invalid', 'id');
  const { patient, device, at } = given;
  if (patient === undefined || patient === null || patient === '') {
    return rejected('patient-missing', 'patient');
  }
  if (!isShortText(patient)) return rejected('field-invalid', 'patient');
  if (device !== undefined && device !== null && !isShortText(device)) {
    return rejected('field-invalid', 'device');
  }
  if (!isTime(at)) return rejected('time-invalid', 'at');
  return {
    index,
    ...(messageId === undefined ? undefined : { messageId }),
    patient,
    ...(typeof device === 'string' && device !== '' ? { device } : undefined),
    // Read strictly by parseCandidate: whatever stands there, it is never guessed.
    measured: given as { kind: unknown; values: unknown },
    ...(at === undefined ? undefined : { at }),
    origin: 'device',
    raw,
  };
}

function readMessageId(id: unknown): string | undefined | null {
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : null;
  return isShortText(id) ? id : null;
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText && isStorableText(value);
}

function isTime(at: unknown): at is string | number | null | undefined {
  if (typeof at === 'string') return at !== '' && at.length <= 64;
  return at === undefined || at === null || typeof at === 'number';
}
