import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import semver from 'semver';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findInstalled } from './find-plugin.js';
import { findPluginPackages } from './find-plugin-packages.js';
import { loadPlugin, loadPluginPackage } from './load-plugin.js';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kojikit-plugins-')));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

/** An installed package whose entry for hubs exports its name. */
function install(
  name: string,
  kojikit?: unknown,
  hub: unknown = './hub.js',
  peerDependencies?: unknown,
): void {
  const manifest = {
    name,
    version: '1.4.0',
    type: 'module',
    exports: { './hub': hub },
    kojikit,
    peerDependencies,
  };
  write(`node_modules/${name}/package.json`, manifest);
  write(`node_modules/${name}/hub.js`, `export default { name: '${name}' };`);
}

const host = { name: '@kojikit/hub-core', version: '0.2.3' };

async function load(name: string, folders: string[] = []): Promise<string> {
  const places = { folders, starts: [join(folder, 'deep/inside')] };
  return (await loadPlugin(name, 'hub', places, host, isNamed)).name;
}

function isNamed(value: unknown): value is { name: string } {
  return typeof (value as { name?: unknown } | undefined)?.name === 'string';
}

it('finds an installed package by its name, whatever that is', async () => {
  install('greetings');
  install('@example/greetings');
  expect(await load('greetings')).toBe('greetings');
  expect(await load('@example/greetings')).toBe('@example/greetings');
});

it('finds a package of a third party by the aliases in its package.json', async () => {
  install('kojikit-plugin-greet', { hub: { aliases: ['greet', 'greet_hub'] } });
  install('@example/kojikit-plugin-bye', {
    hub: { aliases: ['bye'] },
    builder: { aliases: ['bye_builder'] },
  });
  expect(await load('greet_hub')).toBe('kojikit-plugin-greet');
  expect(await load('bye')).toBe('@example/kojikit-plugin-bye');
  await expect(load('bye_builder')).rejects.toThrow('plugin bye_builder: is not installed');
});

it('prefers a folder that somebody named to what is installed', async () => {
  install('greet');
  write('plugins/greet.mjs', 'export default { name: "from a file" };');
  write('others/greet/package.json', { name: 'other', type: 'module', exports: { './hub': './main.js' } });
  write('others/greet/main.js', 'export default { name: "from a package" };');
  write('plain/greet/hub.mjs', '');
  write('plain/greet/index.js', 'module.exports = { name: "from a folder" };');
  expect(await load('greet', [join(folder, 'plugins'), join(folder, 'others')])).toBe('from a file');
  expect(await load('greet', [join(folder, 'none'), join(folder, 'others')])).toBe('from a package');
  expect(await load('greet', [join(folder, 'plain')])).toBe('from a folder');
  expect(await load('greet')).toBe('greet');
});

it('finds an alias of a package in a folder that somebody named', async () => {
  install('any-name', { hub: { aliases: ['greet'] } });
  await expect(load('greet')).rejects.toThrow('is not installed');
  expect(await load('greet', [join(folder, 'node_modules')])).toBe('any-name');
});

it('takes a package that exports to import alone, and one without exports', async () => {
  install('modern', undefined, { import: { types: './hub.d.ts', default: './hub.js' } });
  write('node_modules/old/package.json', { name: 'old' });
  write('node_modules/old/hub.js', 'module.exports = { name: "old" };');
  expect(await load('modern')).toBe('modern');
  expect(await load('old')).toBe('old');
});

it('passes over a package of the name that has no such entry', async () => {
  install('runroot', undefined, {});
  install('kojikit-plugin-runroot', { hub: { aliases: ['runroot'] } });
  expect(await load('runroot')).toBe('kojikit-plugin-runroot');
  expect(findInstalled('runroot', 'hub', { folders: [], starts: [folder] })).toBeUndefined();
});

it('refuses an alias that two packages have', async () => {
  install('kojikit-plugin-greet', { hub: { aliases: ['greet'] } });
  install('@example/kojikit-plugin-greet', { hub: { aliases: ['greet'] } });
  await expect(load('greet')).rejects.toThrow(
    'plugin greet: @example/kojikit-plugin-greet and kojikit-plugin-greet have that alias: name the package',
  );
});

it('says which packages were left out when a name is not found', async () => {
  install('kojikit-plugin-greet', { hub: ['greet'] });
  const broken = join(folder, 'node_modules/kojikit-plugin-greet');
  await expect(load('greet')).rejects.toMatchObject({
    plugin: 'greet',
    file: undefined,
    reason: `is not installed: no package has that name or alias; ${broken} is left out: kojikit.hub: not an object: ["greet"]`,
  });
  await expect(load('kojikit-plugin-greet')).rejects.toThrow(
    `plugin kojikit-plugin-greet (${broken}/package.json): kojikit.hub: not an object`,
  );
});

it('names plugin, file and cause of one that does not load, or is something else', async () => {
  write('plugins/throws.mjs', 'throw new Error("no such library");');
  write('plugins/empty.mjs', 'export default 5;');
  install('kojikit-plugin-promise', { hub: { aliases: ['promise'] } }, {});
  const plugins = join(folder, 'plugins');
  await expect(load('throws', [plugins])).rejects.toMatchObject({
    message: `plugin throws (${plugins}/throws.mjs): no such library`,
    cause: { message: 'no such library' },
  });
  await expect(load('empty', [plugins])).rejects.toThrow(
    `plugin empty (${plugins}/empty.mjs): its default export is no hub plugin`,
  );
  await expect(load('promise')).rejects.toThrow('kojikit-plugin-promise): the package has no entry ./hub');
});

it('does not follow a name out of a folder', async () => {
  write('evil.mjs', 'export default { name: "evil" };');
  for (const name of ['../evil', 'x/../../evil', '/evil', '.hidden', '@x/../../evil', '@a/..']) {
    await expect(load(name, [join(folder, 'plugins')])).rejects.toThrow(`plugin ${name}: is not installed`);
  }
});

it('refuses a plugin that is made for other versions of its host, before any of its code runs', async () => {
  install('greet', { hub: {} }, undefined, { '@kojikit/hub-core': '>=0.3.0 <0.5.0' });
  write('node_modules/greet/hub.js', 'throw new Error("was run");');
  const directory = join(folder, 'node_modules/greet');
  await expect(load('greet')).rejects.toThrow(
    `plugin greet (${directory}): greet 1.4.0 is made for @kojikit/hub-core >=0.3.0 <0.5.0, and this is 0.2.3: ` +
      'install a version of the plugin that is made for it (npm install greet@latest), ' +
      "or a version of its host that the plugin is made for (npm install '@kojikit/hub-core@>=0.3.0 <0.5.0')",
  );
  await expect(load('greet', [join(folder, 'node_modules')])).rejects.toThrow('and this is 0.2.3');
});

it('refuses a package found by its alias, or given as found, in the same way', async () => {
  install('kojikit-plugin-old', { hub: { aliases: ['old'] } }, undefined, { '@kojikit/hub-core': '^0.1.0' });
  await expect(load('old')).rejects.toThrow('is made for @kojikit/hub-core ^0.1.0, and this is 0.2.3');
  const { packages } = findPluginPackages({ folders: [], starts: [folder] });
  await expect(loadPluginPackage(packages[0]!, 'hub', host, isNamed)).rejects.toThrow('and this is 0.2.3');
});

it.each([
  ['a range that reaches over two minors', { '@kojikit/hub-core': '>=0.1.0 <0.3.0' }],
  ['no host, but other peers', { '@kojikit/cli': '^9.0.0' }],
  ['a host that is no range', { '@kojikit/hub-core': 'github:example/hub' }],
  ['no table of peers', 'none'],
])('loads a plugin that names %s', async (unused, peers) => {
  install('greet', { hub: {} }, undefined, peers);
  expect(await load('greet')).toBe('greet');
});

it.each(['>=0.1.0 <0.three', '^0.1..0', '0.1.0 to 0.3.0', '0.1.x.y', '=>0.1.0'])(
  'refuses a plugin that names its host with %j, which is no range',
  async (range) => {
    install('greet', { hub: {} }, undefined, { '@kojikit/hub-core': range });
    await expect(load('greet')).rejects.toThrow(
      `greet names @kojikit/hub-core in its peerDependencies with ${JSON.stringify(range)}, which is no range of versions: expected one such as "^0.2.3"`,
    );
  },
);

it('takes a trial version of a host for the version that it is to become', async () => {
  install('greet', { hub: {} }, undefined, { '@kojikit/hub-core': '>=0.1.0 <0.3.0' });
  const trial = { ...host, version: '0.2.0-beta.1' };
  const places = { folders: [], starts: [folder] };
  expect((await loadPlugin('greet', 'hub', places, trial, isNamed)).name).toBe('greet');
});

it('says of a version what semver says of it, whether it is asked or not', async () => {
  const ranges = [
    '>=0.1.0 <0.3.0',
    '>=1.2.3 <2.0.0',
    '>=1.2.3 <1.2.3',
    '>=0.1.0  <0.3.0',
    '>=0.1.0 <=0.3.0',
    '~0.2.0',
  ];
  const versions = [
    '0.0.9',
    '0.1.0',
    '0.2.9',
    '0.3.0',
    '1.2.2',
    '1.2.3',
    '1.10.0',
    '2.0.0',
    '0.3.0-beta.1',
    '1.2.3-rc.2',
  ];
  const places = { folders: [], starts: [folder] };
  for (const range of ranges) {
    install('greet', { hub: {} }, undefined, { '@kojikit/hub-core': range });
    for (const version of versions) {
      const taken = await loadPlugin('greet', 'hub', places, { ...host, version }, isNamed).then(
        () => true,
        () => false,
      );
      expect(taken, `${version} in ${range}`).toBe(
        semver.satisfies(version, range, { includePrerelease: true }),
      );
    }
  }
});

it('has a program of scripts run the script of a plugin, and import what has none', async () => {
  install('kojikit-plugin-both', {}, { '@kojikit/script': './hub.cjs', default: './hub.js' });
  write('node_modules/kojikit-plugin-both/hub.cjs', 'exports.default = { name: "the script" };');
  install('kojikit-plugin-one');
  const runScript: (file: string) => unknown = createRequire(import.meta.url);
  const { packages } = findPluginPackages({ folders: [], starts: [folder] });
  const namesOf = (one: typeof host & { runScript?: typeof runScript }) =>
    Promise.all(packages.map(async (found) => (await loadPluginPackage(found, 'hub', one, isNamed)).name));
  expect(await namesOf({ ...host, runScript })).toEqual(['the script', 'kojikit-plugin-one']);
  expect(await namesOf(host)).toEqual(['kojikit-plugin-both', 'kojikit-plugin-one']);
});

it('names the script that does not run, and one that a package does not have', async () => {
  install('kojikit-plugin-both', {}, { '@kojikit/script': './hub.cjs', default: './hub.js' });
  const runScript: (file: string) => unknown = createRequire(import.meta.url);
  const { packages } = findPluginPackages({ folders: [], starts: [folder] });
  const load = () => loadPluginPackage(packages[0]!, 'hub', { ...host, runScript }, isNamed);
  const script = join(folder, 'node_modules/kojikit-plugin-both/hub.cjs');
  await expect(load()).rejects.toMatchObject({ plugin: 'kojikit-plugin-both', file: script });
  write('node_modules/kojikit-plugin-both/hub.cjs', 'throw new Error("no such library");');
  await expect(load()).rejects.toThrow(`plugin kojikit-plugin-both (${script}): no such library`);
});
