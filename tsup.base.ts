import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { addDigest, scriptBuild } from './scripts.base.js';

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

/** The part of a plugin for the command line, and what it is called as a script. */
const CLI_ENTRY = 'src/cli.ts';
const CLI_SCRIPT = 'cli.cjs';

/**
 * How a plugin with a part for the command line is built: as every package, and that part as a script besides, which `koji`
 * runs. Of the script everything is in the one file but what the program has for plugins.
 */
export function pluginBuild(entry: string[]) {
  const script: Options = {
    ...scriptBuild,
    entry: { cli: CLI_ENTRY },
    external: ['@kojikit/cli/plugin'],
    noExternal: [/^(?!@kojikit\/cli\/plugin$)/],
    onSuccess: () => Promise.resolve(addDigest(join('dist', CLI_SCRIPT))),
  };
  // Both are built at the same time, so that the one must not remove what the other has made.
  const modules = packageBuild(entry, { clean: [`!${CLI_SCRIPT}`, `!${CLI_SCRIPT}.map`] });
  return defineConfig([modules, script].flat() as Options[]);
}
