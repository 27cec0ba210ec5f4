import pino, { type Level, type Logger } from 'pino';
import { mainLogLevel, type HubConfig, type LogLevel } from './config/index.js';
import { shortLine } from './short-line.js';

const LEVELS: Readonly<Record<LogLevel, Level>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'fatal',
};

/** The hub's log: JSON lines on standard error, at the level of `LogLevel`; `KojiDebug` logs everything. */
export function createLog(config: Pick<HubConfig, 'LogLevel' | 'KojiDebug'>): Logger {
  const level = config.KojiDebug ? 'debug' : LEVELS[mainLogLevel(config.LogLevel)];
  return pino(
    { level, base: { pid: process.pid }, hooks: { streamWrite: shortLine } },
    pino.destination({ fd: 2, sync: false }),
  );
}
