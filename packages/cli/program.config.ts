import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Options } from 'tsup';
import { addDigest, scriptBuild } from '../../scripts.base.js';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];
type Build = Parameters<Plugin['setup']>[0];

const ENTRY = 'src/start-koji.ts';
/** A part that the program does not import itself: what it has for plugins. */
const PLUGIN = 'src/plugin.ts';
const OUT = 'dist';
/** The folder of the parts below the program's own. */
const PARTS = 'parts';
/** Imports of what is not bundled: plugins, and all of yargs. */
const IMPORT = /\bimport\((?=pathToFileURL\b|'yargs'\))/g;
/**
 * Parts that nearly every command runs. They lie in the program's own file, since one file more costs more to read than the
 * text of these, and run when they are needed all the same.
 */
const RESIDENT: ReadonlySet<string> = new Set(['client']);
/** How a part asks the program for what a module of it exports. */
const ASKED = /"(m_\w+)\.(\w+)"/g;

/**
 * The program as scripts: one with what all commands need, and one for each module that is imported when it is needed, such
 * as a command. To find and load modules was the greater part of what a command cost; a part therefore repeats what other
 * parts have, but never what the program has.
 */
export const program: Options = {
  ...scriptBuild,
  entry: { koji: ENTRY },
  outDir: OUT,
  // What lies in the workspace and what its packages use is bundled; of yargs the parser alone.
  noExternal: [/^/],
  define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__filename' },
  esbuildPlugins: [{ name: 'parts', setup }],
  onSuccess: () => {
    const parts = readdirSync(join(OUT, PARTS)).map((name) => join(PARTS, name));
    for (const name of ['koji.cjs', ...parts]) if (name.endsWith('.cjs')) addDigest(join(OUT, name));
    return Promise.resolve();
  },
};

/** Files of the parts by their names, and those of the program itself that parts import. */
interface Layout {
  readonly parts: Map<string, string>;
  /** What the resident parts were built to, by their names. */
  readonly resident: Map<string, string>;
  /** By the names under which parts ask for them. */
  readonly shared: Map<string, string>;
}

/** Modules of the program by their files, with the names that each exports. */
type Inside = ReadonlyMap<string, readonly string[]>;

async function setup(build: Build): Promise<void> {
  const layout: Layout = { parts: new Map(), resident: new Map(), shared: new Map() };
  const options = { ...build.initialOptions, plugins: [] };
  const inside = await modulesOfProgram(build, { ...options, plugins: [partsApart(layout)] });
  layout.parts.set(basename(PLUGIN, '.ts'), PLUGIN);
  const { outputFiles } = await build.esbuild.build({
    ...options,
    entryPoints: Object.fromEntries(layout.parts),
    outdir: join(OUT, PARTS),
    outExtension: { '.js': '.cjs' },
    write: false,
    plugins: [programApart(inside, layout.shared)],
  });
  mkdirSync(join(OUT, PARTS), { recursive: true });
  const asked = new Set<string>();
  const mapOf = (path: string) => outputFiles.find((file) => file.path === `${path}.map`)?.text ?? '{}';
  for (const { path, text } of outputFiles) {
    const name = basename(path).replace(/\.cjs(\.map)?$/, '');
    if (!RESIDENT.has(name)) writeFileSync(path, text);
    else if (path.endsWith('.cjs')) layout.resident.set(name, withMap(text, mapOf(path)));
    if (path.endsWith('.cjs'))
      for (const [, module, name] of text.matchAll(ASKED)) asked.add(`${module}.${name}`);
  }
  writeFileSync(join(OUT, 'plugin.js'), doorForPlugins(await exportsOf(build, options)));
  void partsApart(layout).setup(build);
  build.onLoad({ filter: /[/\\]start-koji\.ts$/ }, ({ path }) => ({
    contents: `${readFileSync(path, 'utf8')}\n${taker([...asked].sort(), layout.shared)}`,
    loader: 'ts',
  }));
}

/** A part with its source map in it, for the program's file, from which the sources are one folder nearer. */
function withMap(text: string, map: string): string {
  const { sources, ...rest } = JSON.parse(map) as { sources: string[] };
  const nearer = { ...rest, sources: sources.map((source) => source.replace('../', '')) };
  const data = Buffer.from(JSON.stringify(nearer)).toString('base64');
  return `${text}//# sourceMappingURL=data:application/json;base64,${data}`;
}

/** The module that plugins import: they share what the program has loaded, and are no reason to load it once more. */
function doorForPlugins(names: readonly string[]): string {
  return `import plugin from './${PARTS}/plugin.cjs';\nexport const { ${names.join(', ')} } = plugin;\n`;
}

async function exportsOf(build: Build, options: Build['initialOptions']): Promise<readonly string[]> {
  const { metafile } = await build.esbuild.build({
    ...options,
    entryPoints: [PLUGIN],
    format: 'esm',
    outdir: OUT,
    outExtension: {},
    metafile: true,
    write: false,
  });
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === PLUGIN)?.exports ?? [];
}

/** The function by which parts take what modules of the program export. */
function taker(asked: readonly string[], shared: ReadonlyMap<string, string>): string {
  const parts = asked.map((one) => {
    const [module = '', name = ''] = one.split('.');
    return { module, name, alias: `${module}_${name}` };
  });
  const imports = parts.map(
    ({ module, name, alias }) => `import { ${name} as ${alias} } from ${JSON.stringify(shared.get(module))};`,
  );
  const cases = parts.map(({ module, name, alias }) => `case '${module}.${name}': return ${alias};`);
  return `${imports.join('\n')}
    export function take(name: string) { switch (name) { ${cases.join('\n')} } }`;
}

async function modulesOfProgram(build: Build, options: Build['initialOptions']): Promise<Inside> {
  const draft = await build.esbuild.build({ ...options, entryPoints: [ENTRY], metafile: true, write: false });
  const files = Object.values(draft.metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && /^(\.\.|src)\/.*\.ts$/.test(file))
    .map(([file]) => file);
  const { metafile } = await build.esbuild.build({
    ...options,
    entryPoints: files,
    format: 'esm',
    splitting: true,
    outdir: OUT,
    outExtension: {},
    metafile: true,
    write: false,
  });
  const modules = Object.values(metafile.outputs)
    // A door only names what lies behind it.
    .filter(({ entryPoint = 'index.ts' }) => basename(entryPoint) !== 'index.ts')
    .map(({ entryPoint = '', exports }) => [join(process.cwd(), entryPoint), exports] as const);
  return new Map(modules);
}

/** Leaves out what is imported when it is needed. */
function partsApart({ parts, resident }: Layout): Plugin {
  return {
    name: 'parts-apart',
    setup(build) {
      importThroughNode(build, '..');
      build.onResolve({ filter: /^[^/]/ }, async ({ path, kind, pluginData, ...from }) => {
        if (kind !== 'dynamic-import' || pluginData === 'asked') return undefined;
        const { importer, resolveDir } = from;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'asked' });
        if (found.errors.length > 0 || found.external) return undefined;
        const name = basename(path.replace(/\.js$/, ''));
        if ((parts.get(name) ?? found.path) !== found.path)
          throw new Error(`two parts would be called ${name}`);
        parts.set(name, found.path);
        return RESIDENT.has(name)
          ? { path: name, namespace: PARTS }
          : { path: `./${PARTS}/${name}.cjs`, external: true };
      });
      build.onLoad({ filter: /^/, namespace: PARTS }, ({ path }) => ({ contents: resident.get(path) ?? '' }));
      build.onResolve({ filter: /^/, namespace: PARTS }, ({ path }) => ({
        // A part looks for the program from its folder.
        path: path.replace('../koji.cjs', './koji.cjs'),
        external: true,
      }));
    },
  };
}

/** Takes from the running program what it has. */
function programApart(inside: Inside, shared: Map<string, string>): Plugin {
  return {
    name: 'program-apart',
    setup(build) {
      importThroughNode(build, '../..');
      build.onResolve({ filter: /^[.@]/ }, async ({ path, kind, pluginData, ...from }) => {
        if (kind === 'entry-point' || pluginData === 'asked') return undefined;
        const { importer, resolveDir } = from;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'asked' });
        if (!inside.has(found.path)) return undefined;
        shared.set(nameOf(found.path), found.path);
        return { path: found.path, namespace: 'program', sideEffects: false };
      });
      build.onLoad({ filter: /^/, namespace: 'program' }, ({ path }) => ({
        contents: (inside.get(path) ?? [])
          .map((name) => `export const ${name} = /* @__PURE__ */ take('${nameOf(path)}.${name}');`)
          .concat(`import { take } from 'take';`)
          .join('\n'),
      }));
      build.onResolve({ filter: /^take$/, namespace: 'program' }, ({ path }) => ({
        path,
        namespace: 'taker',
      }));
      build.onLoad({ filter: /^/, namespace: 'taker' }, () => ({
        contents: `const program = require('../koji.cjs'); export const take = program.take;`,
      }));
      build.onResolve({ filter: /^/, namespace: 'taker' }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** See bin/import-module.js; `up` leads to the package. */
function importThroughNode(build: Build, up: string): void {
  const module = `${up}/bin/import-module.js`;
  const files = /[/\\](load-plugin|list-words|completion-script)\.ts$/;
  build.onLoad({ filter: files, namespace: 'file' }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll(IMPORT, `require('${module}')(`),
    loader: 'ts',
  }));
  build.onResolve({ filter: /[/]bin[/]import-module\.js$/ }, () => ({ path: module, external: true }));
}

/** A module's place among those of the program. */
function nameOf(file: string): string {
  return `m_${relative(join(process.cwd(), '..'), file).replaceAll(/\W/g, '_')}`;
}
