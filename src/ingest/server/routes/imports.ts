import type { Routes } from '../../../platform/server/http.ts';
import * as contracts from '../../contract/imports.ts';
import type { Ingest } from '../service.ts';
import { importCsv } from '../service/imports.ts';
import { listMappings, saveMapping } from '../service/mappings.ts';

/** Registers the import of CSV files and the mappings by which they are read. */
export function registerImportRoutes(routes: Routes, ingest: Ingest): void {
  routes.route(contracts.listMappings, async (context) => ({
    mappings: [...(await listMappings(context))],
  }));
  routes.route(contracts.saveMapping, (context, { params, body }) =>
    saveMapping(context, params.name, body),
  );
  routes.route(contracts.importCsv, (context, { body }) => importCsv(context, ingest, body));
}
