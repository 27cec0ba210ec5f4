import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { TotalsReporter } from './tools/vitest/totals-reporter.js';

/** Vite's own conditions for code that runs in Node, ours first. */
const conditions = ['@kojikit/source', 'module', 'node', 'development|production'];

/**
 * How every package is tested. Imports between packages lead to sources, so that nothing has to be built first. The
 * totals go to `.test-results`, where `npm test` adds them up; with `KOJIKIT_COVERAGE=1` also what the tests ran of the
 * package's sources, for `npm run coverage`.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // `@kojikit/testing` finds describe, beforeEach and onTestFinished this way; tests import what they use.
    globals: true,
    globalSetup: ['postgres-setup', 'bundled-program'].map((name) =>
      fileURLToPath(new URL(`./packages/testing/src/${name}.ts`, import.meta.url)),
    ),
    passWithNoTests: true,
    // What one package's tests have read through, those of the next need not: the files are told apart by their contents.
    experimental: {
      fsModuleCache: true,
      fsModuleCachePath: fileURLToPath(new URL('./node_modules/.cache/vitest-modules', import.meta.url)),
    },
    // What the tests import takes longer than most of them: a worker loads it once, for all files that it runs.
    isolate: false,
    // One alone would leave a processor idle while it waits for programs, databases and clocks, which tests do often.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For a machine that is busy with other things; what hangs is still found.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new TotalsReporter()],
    coverage: {
      enabled: process.env['KOJIKIT_COVERAGE'] === '1',
      provider: 'v8',
      // From the root of the disk: a shorter pattern would also fit the sources of other packages.
      include: [join(process.cwd(), 'src/**/*.ts')],
      exclude: ['**/*.test.ts', '**/*.test-d.ts'],
      reporter: ['json-summary'],
      reportsDirectory: '.test-results/coverage',
    },
  },
});
