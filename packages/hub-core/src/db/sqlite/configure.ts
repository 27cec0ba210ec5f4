import type Driver from 'better-sqlite3';
import { jsonContains } from './json-contains.js';
import { matches } from './matches.js';

/** What every connection on a database file is told. */
export function configure(driver: Driver.Database): void {
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.pragma('foreign_keys = ON');
  driver.pragma('case_sensitive_like = ON');
  driver.pragma('temp_store = MEMORY');
  driver.function('matches', { deterministic: true }, matches);
  driver.function('json_contains', { deterministic: true }, jsonContains);
}
