import { defineConfig } from 'vitest/config';

/** Tests import the packages' sources, so that nothing has to be built before they run. */
export default defineConfig({
  resolve: { conditions: ['@kojikit/source'] },
  ssr: { resolve: { conditions: ['@kojikit/source'] } },
  test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'], passWithNoTests: true, testTimeout: 30_000 },
});
