import { hint } from '@kojikit/protocol';
import { isOneOf } from '../is-one-of.js';

/** Koji's log levels. */
const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** How much is logged: this level and those above it. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is wrong with a LogLevel value, or undefined. Parts are levels or `logger:LEVEL`. */
export function logLevelMistake(value: string): string | undefined {
  const wrong = partsOf(value).find(({ level }) => !isLogLevel(level))?.level;
  if (wrong === undefined) return undefined;
  return `has the unknown level "${wrong}", expected one of ${LOG_LEVELS.join(', ')}${hint(wrong, LOG_LEVELS)}`;
}

/** The level of the hub as a whole: the last part that names no logger (or `koji`), WARNING without one. */
export function mainLogLevel(value: string): LogLevel {
  const own = partsOf(value).filter(({ logger }) => logger === '' || logger === 'koji');
  const level = own.at(-1)?.level;
  return level !== undefined && isLogLevel(level) ? level : 'WARNING';
}

function isLogLevel(word: string): word is LogLevel {
  return isOneOf(LOG_LEVELS, word);
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
