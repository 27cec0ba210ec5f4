import { pino } from 'pino';
import type { Log } from '../tasks/log.js';

const LEVELS: Readonly<Record<string, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'fatal',
};

/** A log of one JSON line per message on stderr. `level` is a name of Python's or ours. */
export function createLog(level: string): Log {
  const logger = pino(
    { level: LEVELS[level.toUpperCase()] ?? level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    debug: (message) => logger.debug(message),
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}

/** Whether a name is one of a log level. */
export function isLevel(level: string): boolean {
  return level.toUpperCase() in LEVELS;
}
