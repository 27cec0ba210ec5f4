import { hint } from './suggest.js';

export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is wrong with a LogLevel value, or undefined. Parts are levels or `logger:LEVEL`. */
export function logLevelMistake(value: string): string | undefined {
  for (const part of value.split(/\s+/).filter(Boolean)) {
    const level = part.slice(part.indexOf(':') + 1);
    if (!isLogLevel(level)) {
      return `has the unknown level "${level}", expected one of ${LOG_LEVELS.join(', ')}${hint(level, LOG_LEVELS)}`;
    }
  }
  return undefined;
}

/** The level of the hub as a whole: the last part that names no logger, WARNING without one. */
export function mainLogLevel(value: string): LogLevel {
  let level: LogLevel = 'WARNING';
  for (const part of value.split(/\s+/).filter(Boolean)) {
    const [logger, named] = part.includes(':') ? part.split(':', 2) : ['', part];
    if ((logger === '' || logger === 'koji') && named !== undefined && isLogLevel(named)) level = named;
  }
  return level;
}

function isLogLevel(word: string): word is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(word);
}
