import { nameValues } from '../core/reading-row.ts';
import type { ReadingView } from '../core/reading-view.ts';
import type { DeviceView, ReadingDetail } from '../contract.ts';
import { vitalSigns } from './service.ts';
import type { DetailRow, ShownRow, StoredCorrection } from './store/chart.ts';
import { validationOf } from '../core/validation.ts';
import type { DeviceRow } from './store/devices.ts';
import { validationList } from './validation-list.ts';

/** A stored reading as screens show it. */
export function toReadingView(row: ShownRow): ReadingView {
  return {
    kind: row.kind,
    at: new Date(row.at).toISOString(),
    sourceId: row.sourceId,
    values: nameValues(vitalSigns(), row.kind, row),
    unit: row.unit,
    beyond: row.beyond,
    standing: row.standing,
    trust: row.trust,
    correction: toCorrection(row),
  };
}

function toCorrection(row: StoredCorrection): ReadingView['correction'] {
  if (row.action === null || row.correctedAt === null) return null;
  return {
    action: row.action,
    reason: row.reason ?? '',
    at: row.correctedAt.toISOString(),
    replacedByAt: row.replacedByAt?.toISOString() ?? null,
    replacedBySourceId: row.replacedBySourceId,
  };
}

/** A stored reading with everything that is kept of it. */
export function toReadingDetail(row: DetailRow): ReadingDetail {
  return {
    ...toReadingView(row),
    origin: row.origin,
    offsetMinutes: row.offsetMinutes,
    deviceId: row.deviceId,
    receivedAt: row.receivedAt.toISOString(),
    context: { ...row.context },
  };
}

/** A device as screens show it, with the other names that it has now. */
export function toDeviceView(
  { createdAt, kinds, series: _series, ...row }: DeviceRow,
  identifiers: DeviceView['identifiers'],
): DeviceView {
  return {
    ...row,
    kinds: [...kinds],
    listed: validationOf(validationList(), row.model),
    identifiers,
    batteryAt: row.batteryAt?.toISOString() ?? null,
    signalAt: row.signalAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
