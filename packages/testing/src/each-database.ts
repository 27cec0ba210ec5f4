import { createTestHub, type TestHub, type TestHubOptions } from './create-test-hub.js';
import { engines, skipWithout, type Engine } from './engines.js';
import { testFramework, type TestFramework } from './test-framework.js';

/** Boots a fresh hub on the engine at hand; it closes itself when the test ends. */
export type OpenHub = (options?: Omit<TestHubOptions, 'database'>) => Promise<TestHub>;

/**
 * Describes the same tests once per database engine. Tests whose engine cannot be had are skipped with the reason.
 * @param body describes them; what only one engine can do, it leaves out for the other.
 * @param framework `describe`, `it` and `beforeEach`, if they are not global.
 * @example
 * eachDatabase('tags', (open) => {
 *   it('have a name', async () => {
 *     const hub = await open();
 *     const admin = await hub.as('kojiadmin');
 *     await admin.call('createTag', ['f40']);
 *   });
 * });
 */
export function eachDatabase(
  name: string,
  body: (open: OpenHub, engine: Engine) => void,
  framework?: TestFramework,
): void {
  const { describe, beforeEach } = testFramework(framework);
  for (const engine of engines()) {
    describe(`${name} (${engine})`, () => {
      beforeEach((test) => skipWithout(engine, test));
      body((options) => createTestHub({ ...options, database: engine }), engine);
    });
  }
}
