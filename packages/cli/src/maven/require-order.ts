import { UsageError } from '../errors.js';
import type { BuildConfig } from './build-configs.js';

/** Makes sure that builds can be brought into an order. Throws UsageError when they wait for each other, or for others. */
export function requireOrder(builds: readonly Pick<BuildConfig, 'name' | 'buildrequires'>[]): void {
  const done = new Set<string>();
  let waiting = [...builds];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ buildrequires }) => buildrequires.every((name) => done.has(name)));
    if (ready.length === 0) {
      throw new UsageError('No possible build order, missing/circular dependencies');
    }
    for (const { name } of ready) done.add(name);
    waiting = waiting.filter(({ name }) => !done.has(name));
  }
}
