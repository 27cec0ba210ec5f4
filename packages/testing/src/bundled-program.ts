import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const FOLDER_VARIABLE = 'KOJIKIT_BUNDLED_PROGRAMS';

/**
 * A vitest `globalSetup`: programs that the test files of a run have bundled go away with the run.
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { globalSetup: ['@kojikit/testing/bundled-program'] } });
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-programs-'));
  process.env[FOLDER_VARIABLE] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * A program and our sources that it imports as one file of JavaScript, for tests that start it often: a loader that
 * compiles each source as it is imported needs three seconds for a hub, the file a third of one. Each source keeps the
 * `import.meta` that it has unbundled. Plugins that the program loads by name are not for it: they would bring the
 * hub's own sources along once more.
 * @param entry the program's source, an absolute path.
 * @returns the file to be started; the same one for all tests of a run.
 */
export async function bundledProgram(entry: string): Promise<string> {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined)
    throw new Error(
      `${FOLDER_VARIABLE} is not set: vitest wants the globalSetup @kojikit/testing/bundled-program`,
    );
  // Programs may go by their file's name, so that stays.
  const name = `${basename(entry, '.ts')}.mjs`;
  const path = join(folder, dirname(entry).replaceAll(/\W+/g, '-'), name);
  if (existsSync(path)) return path;
  // Several may bundle the same at a time; any of their files will do, once it is whole.
  const own = `${path}-${randomUUID()}`;
  await build({
    entryPoints: [entry],
    outfile: own,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@kojikit/source'],
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [ownSources],
  });
  await rename(own, path);
  return path;
}

/** Marks a question that this plugin asks itself. */
const FOUND = 'found';

const ownSources: Plugin = {
  name: 'own-sources',
  setup(setup) {
    // What is not a path and not ours is imported when the program runs, in the version that its importer has.
    setup.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === FOUND || path.startsWith('@kojikit/') || isBuiltin(path)) return undefined;
      const found = await setup.resolve(path, { importer, resolveDir, kind, pluginData: FOUND });
      return { path: pathToFileURL(found.path).href, external: true };
    });
    setup.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
};
