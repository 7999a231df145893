import type { Gateway, GatewaySetting } from '../ingest/server/gateway.ts';
import { startMllp } from '../ingest/server/mllp/server.ts';
import { startMqtt } from '../ingest/server/mqtt/subscriber.ts';
import type { Config } from '../platform/server/config.ts';

/** Starts the entrances beside HTTP that are configured; what is not is off. */
export async function startGateways(
  config: Config,
  setting: GatewaySetting,
): Promise<readonly Gateway[]> {
  const started: Gateway[] = [];
  if (config.mllpPort !== '') {
    const { mllpHost: host, mllpPort, mllpToken: token } = config;
    started.push(await startMllp(setting, { host, port: Number(mllpPort), token }));
  }
  if (config.mqttUrl !== '') {
    const { mqttUrl: url, mqttTopic: topic, mqttToken: token, mqttClientId: clientId } = config;
    const { mqttUser: user, mqttPassword: password } = config;
    started.push(startMqtt(setting, { url, topic, token, clientId, user, password }));
  }
  return started;
}
