import { pino } from 'pino';
import { LOG_LEVELS } from '../config/log-levels.js';
import type { Log } from '../tasks/log.js';

/** A log of one JSON line per message on stderr. `level` is a name of Python's or ours. */
export function createLog(level: string): Log {
  const logger = pino(
    { level: LOG_LEVELS[level.toUpperCase()] ?? level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    debug: (message) => logger.debug(message),
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}
