import { defineConfig } from 'tsup';

const SCRIPT = 'cli.cjs';

export default defineConfig([
  {
    entry: ['src/hub.ts', 'src/builder.ts', 'src/cli.ts', 'src/api.ts'],
    format: 'esm',
    target: 'node20',
    platform: 'node',
    dts: true,
    // Both are built at the same time, so that this must not remove what the other has made.
    clean: [`!${SCRIPT}`],
  },
  {
    // The command line's part as one script: koji starts it sooner than modules.
    entry: ['src/cli.ts'],
    format: 'cjs',
    target: 'node20',
    platform: 'node',
    outExtension: () => ({ js: '.cjs' }),
    external: ['@kojikit/cli/plugin'],
    noExternal: [/^(?!@kojikit\/cli\/plugin$)/],
    // A script has no import().
    esbuildOptions: (options) => {
      options.supported = { 'dynamic-import': false };
    },
  },
]);
