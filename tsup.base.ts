import { defineConfig, type Options } from 'tsup';

/**
 * How every package is built: ESM for Node, one file per entry with shared chunks, types beside it.
 * @param further what a package needs besides.
 */
export function packageBuild(entry: string[], further: Options = {}) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    dts: { entry: entry.filter((file) => !file.endsWith('/bin.ts')) },
    sourcemap: true,
    clean: true,
    splitting: true,
    removeNodeProtocol: false,
    ...further,
  });
}
