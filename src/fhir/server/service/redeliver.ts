import { fieldsOf } from '../../../ingest/core/narrow.ts';
import { readJson } from '../../../ingest/server/service.ts';
import type { Redeliver } from '../../../ingest/server/service/replay-items.ts';
import {
  entriesOf,
  fhirAdapter,
  itemsOfBundle,
  itemsOfObservation,
  storePeople,
} from './receive.ts';

/**
 * Reads a kept Observation or Bundle again for its readings. People and devices of a Bundle are only
 * looked up: what became of them was decided when it came. What took something back is passed over.
 */
export const redeliverFhir: Redeliver = async (setting, again) => {
  const { caller, body, contentType, messageId, dryRun } = again;
  const resource = fieldsOf(readJson(body));
  if (resource === undefined || resource['status'] === 'entered-in-error') return undefined;
  const found =
    resource['resourceType'] === 'Bundle'
      ? await itemsOfKeptBundle()
      : itemsOfObservation(caller, resource, messageId ?? undefined);
  const items = again.choose(found);
  return setting.ingest[dryRun ? 'rehearse' : 'receive']({
    ...{ caller, adapter: fhirAdapter, contentType, body, items },
    ...(messageId === null ? undefined : { messageId }),
  });

  async function itemsOfKeptBundle() {
    const bundle = resource ?? {};
    const entries = entriesOf(bundle, caller);
    const { patientIds } = await storePeople(setting, caller, entries, true);
    return itemsOfBundle(caller, bundle, entries, patientIds).items;
  }
};

/** The forms of this slice for `enlace ingest replay`. */
export const replayedForms: ReadonlyMap<string, Redeliver> = new Map([
  [fhirAdapter, redeliverFhir],
]);
