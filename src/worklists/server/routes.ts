import type { Routes } from '../../platform/server/http.ts';
import { readBoard, readWorklist } from '../contract.ts';
import { readBurden } from '../contract/burden.ts';
import { readBurdenOf } from './burden.ts';
import { questionOf, readBoardCounts, readPage } from './service.ts';

export function registerWorklistRoutes(routes: Routes): void {
  routes.sharedRoute(readWorklist, {
    question: (caller, { params, query }) => questionOf(caller, params.list, query),
    answer: readPage,
  });
  // Every notice of work brings the supervisors' boards at once, and each counts all that is open.
  routes.sharedRoute(readBoard, { question: () => 'board', answer: readBoardCounts });
  routes.route(readBurden, (context, { query }) => readBurdenOf(context, query));
}
