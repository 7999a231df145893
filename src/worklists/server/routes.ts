import type { Routes } from '../../platform/server/http.ts';
import { readBoard, readWorklist } from '../contract.ts';
import { readBurden } from '../contract/burden.ts';
import { readBurdenOf } from './burden.ts';
import { readBoardCounts, readPage } from './service.ts';

export function registerWorklistRoutes(routes: Routes): void {
  routes.route(readWorklist, (context, { params, query }) => readPage(context, params.list, query));
  routes.route(readBoard, (context) => readBoardCounts(context));
  routes.route(readBurden, (context, { query }) => readBurdenOf(context, query));
}
