/** A server of its own that takes readings from a broker, for tests that kill it. */
import { systemCaller, type Caller } from '../../../platform/server/context.ts';
import { createDatabase, createPool } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { createLog } from '../../../platform/server/log.ts';
import { createIngest } from '../service.ts';
import { startMqtt } from './subscriber.ts';

const [url = '', connectionString = '', organizationId = ''] = process.argv.slice(2);
const caller: Caller = {
  ...systemCaller(organizationId, 'gateway'),
  kind: 'token',
  id: newId(),
  permissions: new Set(['readings.send']),
};
const log = createLog('silent');
const clock = () => new Date('2026-11-20T18:00:00Z');
const database = createDatabase(createPool({ connectionString, onError: () => undefined }));
const gateway = startMqtt(
  {
    ...{ database, clock, log },
    ingest: createIngest({ connectionString, clock, log }),
    bearer: () => Promise.resolve(caller),
  },
  {
    ...{
      url,
      topic: 'enlace/+/readings',
      token: 'any',
      clientId: 'killed',
      user: '',
      password: '',
    },
    reconnectMs: 50,
  },
);
setInterval(() => process.send?.(gateway.counts.taken), 5);
