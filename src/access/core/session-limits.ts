/** What an organization decides about access; read from its settings, with these when it says nothing. */
export interface AccessSettings {
  /** 45 CFR 164.312(a)(2)(iii), automatic logoff. */
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly breakGlassHours: number;
}

export const defaultAccessSettings: AccessSettings = {
  idleMinutes: 15,
  sessionHours: 12,
  breakGlassHours: 4,
};

/** The access settings in an organization's stored settings; what is absent or unusable is the default. */
export function readAccessSettings(stored: unknown): AccessSettings {
  const given = (stored ?? {}) as Partial<Record<keyof AccessSettings, unknown>>;
  const pick = (name: keyof AccessSettings): number => {
    const value = given[name];
    return typeof value === 'number' && value > 0 ? value : defaultAccessSettings[name];
  };
  return {
    idleMinutes: pick('idleMinutes'),
    sessionHours: pick('sessionHours'),
    breakGlassHours: pick('breakGlassHours'),
  };
}

/** Instants in milliseconds since 1970 UTC. */
export interface SessionTimes {
  readonly beganAt: number;
  readonly lastActiveAt: number;
}

/** When a session ends by itself, whichever comes first: idle for too long, or too old. */
export function sessionExpiry(
  times: SessionTimes,
  settings: AccessSettings,
): { readonly idleExpiresAt: number; readonly absoluteExpiresAt: number } {
  return {
    idleExpiresAt: times.lastActiveAt + settings.idleMinutes * 60_000,
    absoluteExpiresAt: times.beganAt + settings.sessionHours * 3_600_000,
  };
}
