import { defineConfig } from 'vitest/config';

// `@kojikit/testing` closes its hubs by vitest's globals.
export default defineConfig({ test: { globals: true, testTimeout: 60_000, hookTimeout: 60_000 } });
