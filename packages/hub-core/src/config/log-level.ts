import type { HubOptionValues } from './hub-config.js';
import { hint } from './suggest.js';

/** Koji's log levels, and what the hub's own log calls them. */
const LOG_LEVELS = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error', CRITICAL: 'fatal' } as const;

export type LogLevel = (typeof LOG_LEVELS)[keyof typeof LOG_LEVELS];

/** What is wrong with a LogLevel value, or undefined. Parts are levels or `logger:LEVEL`. */
export function logLevelMistake(value: string): string | undefined {
  for (const { level } of partsOf(value)) {
    if (Object.hasOwn(LOG_LEVELS, level)) continue;
    const names = Object.keys(LOG_LEVELS);
    return `has the unknown level "${level}", expected one of ${names.join(', ')}${hint(level, names)}`;
  }
  return undefined;
}

/**
 * The level of the hub's log: the last part of LogLevel that names no logger (or `koji`), `warn` without one. KojiDebug
 * logs everything.
 */
export function mainLogLevel(options: Pick<HubOptionValues, 'LogLevel' | 'KojiDebug'>): LogLevel {
  if (options.KojiDebug) return 'debug';
  const own = partsOf(options.LogLevel).filter(({ logger }) => logger === '' || logger === 'koji');
  const level = own.at(-1)?.level ?? 'WARNING';
  return Object.hasOwn(LOG_LEVELS, level) ? LOG_LEVELS[level as keyof typeof LOG_LEVELS] : 'warn';
}

function partsOf(value: string): { logger: string; level: string }[] {
  return value
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => {
      const colon = part.indexOf(':');
      return { logger: part.slice(0, Math.max(colon, 0)), level: part.slice(colon + 1) };
    });
}
