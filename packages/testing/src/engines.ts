import { findPostgres } from './postgres/find-postgres.js';
import type { RunningTest } from './test-framework.js';

/** A database engine that a hub may stand on. */
export type Engine = 'sqlite' | 'postgresql';

const ENGINES: readonly Engine[] = ['sqlite', 'postgresql'];

let told = false;

/** The engines to test on: both, or the one that `KOJIKIT_ENGINE` names. */
export function engines(): readonly Engine[] {
  const wanted = process.env['KOJIKIT_ENGINE'];
  if (wanted === undefined || wanted === '') return ENGINES;
  const found = ENGINES.filter((engine) => engine === wanted);
  if (found.length === 0) throw new Error(`KOJIKIT_ENGINE=${wanted}: use ${ENGINES.join(' or ')}`);
  return found;
}

/**
 * Skips the test that is about to run when its engine cannot be had, and says why. With `KOJIKIT_NO_SKIP=1` the test
 * fails instead.
 */
export async function skipWithout(engine: Engine, running: RunningTest): Promise<void> {
  if (engine === 'sqlite') return;
  const found = await findPostgres();
  if (!('why' in found)) return;
  const reason = `postgresql: ${found.why}`;
  if (process.env['KOJIKIT_NO_SKIP'] === '1' || running.skip === undefined)
    throw new Error(`skipped: ${reason}`);
  if (!told) process.stderr.write(`skipped: ${reason}\n`);
  told = true;
  running.skip(reason);
}
