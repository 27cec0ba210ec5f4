import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/hub.ts', 'src/builder.ts', 'src/cli.ts', 'src/api.ts'],
  format: 'esm',
  target: 'node20',
  platform: 'node',
  dts: true,
  clean: true,
});
