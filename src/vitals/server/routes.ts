import type { Routes } from '../../platform/server/http.ts';
import * as contracts from '../contract.ts';
import { vitalKinds } from '../core/reading.ts';
import { vitalOf } from '../core/vitals.ts';
import { vitalSigns } from './service.ts';
import { loadDays, loadLatest, loadReading, loadSeries } from './service/chart.ts';
import {
  changeDeviceOf,
  listDevicesOf,
  orderDeviceFor,
  registerDevice,
} from './service/devices.ts';
import { giveName, loadHistory, move, swap } from './service/devices-move.ts';

const defaultPoints = 2_000;

/** Registers the routes of vitals: readings, days with data, devices and what a vital sign is. */
export function registerVitalsRoutes(routes: Routes): void {
  routes.route(contracts.listDefinitions, () => {
    const vitals = vitalSigns();
    return Promise.resolve({ vitals: vitalKinds.map((kind) => vitalOf(vitals, kind).definition) });
  });
  routes.route(contracts.readSeries, (context, { params, query }) =>
    loadSeries(context, {
      patientId: params.id,
      kind: query.kind,
      from: new Date(query.from),
      to: new Date(query.to),
      points: query.points ?? defaultPoints,
    }),
  );
  routes.route(contracts.readLatest, (context, { params }) => loadLatest(context, params.id));
  routes.route(contracts.readOne, (context, { params: { id, kind, at, sourceId } }) =>
    loadReading(context, { patientId: id, kind, at: new Date(at), sourceId }),
  );
  routes.route(contracts.readDays, (context, { params, query }) =>
    loadDays(context, params.id, query),
  );
  routes.route(contracts.listDevices, async (context, { params }) => ({
    devices: await listDevicesOf(context, params.id),
  }));
  routes.route(contracts.addDevice, (context, { body }) => registerDevice(context, body));
  routes.route(contracts.orderDevice, (context, { params, body }) =>
    orderDeviceFor(context, params.id, body),
  );
  routes.route(contracts.swapDevice, (context, { params, body }) => swap(context, params.id, body));
  routes.route(contracts.moveDevice, (context, { params, body }) => move(context, params.id, body));
  routes.route(contracts.nameDevice, (context, { params, body }) =>
    giveName(context, params.id, body),
  );
  routes.route(contracts.readDeviceHistory, async (context, { params }) => ({
    events: await loadHistory(context, params.id),
  }));
  routes.route(contracts.changeDevice, (context, { params, body }) =>
    changeDeviceOf(context, params.id, body),
  );
}
