import { connect, type MqttClient } from 'mqtt';

import { noCounts, type Gateway, type GatewayOutcome, type GatewaySetting } from '../gateway.ts';
import { takePublished, type Published } from './deliver.ts';

export interface MqttOptions {
  readonly url: string;
  /** A topic filter; the part that its first "+" stands for names the source. */
  readonly topic: string;
  /** Of the machine in whose name readings are stored: its practice and rights. */
  readonly token: string;
  /** Under it the broker keeps what is not acknowledged, also while we are away. */
  readonly clientId: string;
  readonly user: string;
  readonly password: string;
  /** How long to wait before the connection is tried again. */
  readonly reconnectMs?: number;
}

const usualReconnectMs = 2_000;

/**
 * Takes readings from a broker, each acknowledged after its commit: QoS 1 in a session that outlives the
 * connection, so that whatever is not acknowledged comes again. What cannot be stored now ends the
 * connection; the broker repeats it on the next. Returns at once: the broker may come later.
 */
export function startMqtt(setting: GatewaySetting, options: MqttOptions): Gateway {
  const counts = noCounts();
  const { url, clientId, user, password, topic, reconnectMs = usualReconnectMs } = options;
  let isSubscribed = false;
  const client = connect(url, {
    ...{ clientId, clean: false, protocolVersion: 4, reconnectPeriod: reconnectMs },
    ...(user === '' ? undefined : { username: user, password }),
    // Ours is made at each connection: the broker may have lost the session.
    ...{ resubscribe: false, manualConnect: true },
  });
  client.on('error', (error) => setting.log.warn({ err: error }, 'MQTT broker refused us'));
  client.on('close', () => (isSubscribed = false));
  client.on('connect', () => {
    subscribe(client, topic).then(
      () => (isSubscribed = true),
      (error: unknown) => {
        setting.log.error({ err: error }, 'MQTT subscription refused');
        client.stream.destroy();
      },
    );
  });
  const close = takeEach(
    client,
    async (published) => {
      if (published.payload.length === 0) return;
      let outcome: GatewayOutcome = 'repeated-later';
      try {
        outcome = await takePublished(setting, options, published);
      } finally {
        counts[outcome] += 1;
      }
    },
    setting,
  );
  client.connect();
  return {
    name: 'mqtt',
    counts,
    get isReady() {
      return client.connected && isSubscribed;
    },
    close,
  };
}

async function subscribe(client: MqttClient, topic: string): Promise<void> {
  const [granted] = await client.subscribeAsync(topic, { qos: 1 });
  if (granted === undefined || granted.qos > 2) throw new Error('The broker refused the topic.');
}

/**
 * Has every message taken before it is acknowledged. mqtt.js acknowledges when the callback of
 * `handleMessage` is called without an error, and gives one message at a time; the broker has its next
 * ones on the way. Answers how to end after the message that is being taken.
 */
function takeEach(
  client: MqttClient,
  take: (published: Published) => Promise<void>,
  { log }: GatewaySetting,
): () => Promise<void> {
  let connection = 0;
  let isEnding = false;
  let taking = Promise.resolve();
  client.on('close', () => (connection += 1));
  client.handleMessage = ({ topic, payload }, acknowledge) => {
    const own = connection;
    if (isEnding) {
      acknowledge(new Error('ending'));
      return;
    }
    taking = take({ topic, payload: Buffer.from(payload) }).then(
      () => {
        // On another connection the broker has sent it again, and that one is acknowledged.
        acknowledge(own === connection ? undefined : new Error('connection lost'));
      },
      (error: unknown) => {
        log.warn({ err: error }, 'an MQTT message could not be stored');
        acknowledge(new Error('not stored'));
        if (own === connection) client.stream.destroy();
      },
    );
  };
  return async () => {
    isEnding = true;
    await taking;
    await client.endAsync(!client.connected);
  };
}
