import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** One setting: where it comes from, what it is when nobody says, and what it does. */
interface SettingDefinition {
  readonly variable: string;
  readonly fallback: string;
  readonly secret?: true;
  readonly description: string;
}

export const settingDefinitions = {
  port: { variable: 'PORT', fallback: '3000', description: 'HTTP port.' },
  host: { variable: 'HOST', fallback: '127.0.0.1', description: 'Address to listen on.' },
  dataFolder: {
    variable: 'ENLACE_DATA',
    fallback: './data',
    description: 'Folder of the embedded database and of generated secrets.',
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    fallback: '',
    secret: true,
    description: 'PostgreSQL 15+ to use instead of the embedded one.',
  },
  publicUrl: {
    variable: 'ENLACE_PUBLIC_URL',
    fallback: '',
    description: 'Address people open; sign-in cookies are bound to it.',
  },
  trustedProxies: {
    variable: 'ENLACE_TRUSTED_PROXIES',
    fallback: 'loopback',
    description: 'Proxies whose X-Forwarded-For is believed: addresses or networks, by comma.',
  },
  authSecret: {
    variable: 'ENLACE_AUTH_SECRET',
    fallback: '',
    secret: true,
    description: 'Key of session cookies; generated into the data folder when not given.',
  },
  mllpPort: {
    variable: 'ENLACE_MLLP_PORT',
    fallback: '',
    description: 'Port on which HL7 v2 messages (ORU^R01 by MLLP) are taken; without it none are.',
  },
  mllpHost: {
    variable: 'ENLACE_MLLP_HOST',
    fallback: '127.0.0.1',
    description: 'Address to listen on for HL7; it has no encryption of its own.',
  },
  mllpToken: {
    variable: 'ENLACE_MLLP_TOKEN',
    fallback: '',
    secret: true,
    description: 'Token whose source, practice and rights HL7 messages have (enlace token create).',
  },
  mqttUrl: {
    variable: 'ENLACE_MQTT_URL',
    fallback: '',
    description: 'MQTT broker (mqtt:, mqtts:) whose readings are taken; without it none are.',
  },
  mqttTopic: {
    variable: 'ENLACE_MQTT_TOPIC',
    fallback: 'enlace/+/readings',
    description: 'What is subscribed; the part that its first + stands for names the source.',
  },
  mqttUser: { variable: 'ENLACE_MQTT_USER', fallback: '', description: 'User at the broker.' },
  mqttPassword: {
    variable: 'ENLACE_MQTT_PASSWORD',
    fallback: '',
    secret: true,
    description: 'Password at the broker.',
  },
  mqttClientId: {
    variable: 'ENLACE_MQTT_CLIENT_ID',
    fallback: 'enlace',
    description:
      'Name under which the broker keeps what we missed; one for each server, never changed.',
  },
  mqttToken: {
    variable: 'ENLACE_MQTT_TOKEN',
    fallback: '',
    secret: true,
    description: 'Token whose practice and rights MQTT readings have (enlace token create).',
  },
  logLevel: { variable: 'LOG_LEVEL', fallback: 'info', description: 'pino level.' },
  postgresUser: {
    variable: 'ENLACE_POSTGRES_USER',
    fallback: 'nobody',
    description: 'Unprivileged user that runs the embedded database when we are root.',
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;
export type Config = Readonly<Record<SettingName, string>>;

/** Reads every setting from the environment; an empty variable counts as not given. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const entries = Object.entries(settingDefinitions).map(([name, definition]) => [
    name,
    environment[definition.variable] || definition.fallback,
  ]);
  const config = Object.fromEntries(entries) as Record<SettingName, string>;
  config.dataFolder = resolve(config.dataFolder);
  return config;
}

/** Each setting with its value (secrets hidden) and where it came from, for `enlace config`. */
export function describeConfig(config: Config, environment: NodeJS.ProcessEnv = process.env) {
  return Object.entries(settingDefinitions).map(([name, definition]) => {
    const given = Boolean(environment[definition.variable]);
    const value = config[name as SettingName];
    return {
      name,
      variable: definition.variable,
      value: 'secret' in definition && value !== '' ? '(hidden)' : value,
      from: given ? ('environment' as const) : ('default' as const),
      description: definition.description,
    };
  });
}

/** Makes the data folder if it is not there, readable by its owner only. */
export function ensureDataFolder(config: Config): string {
  if (!existsSync(config.dataFolder))
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  return config.dataFolder;
}
