import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import semver from 'semver';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPlugin } from './create-plugin.js';
import { pluginNames } from './plugin-names.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-plugin-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

it('takes a short name, one with a scope, and the whole name of a package', () => {
  const names = { name: 'host-facts', id: 'hostFacts', pascal: 'HostFacts' };
  expect(pluginNames('host-facts')).toEqual({ ...names, packageName: 'kojikit-plugin-host-facts' });
  expect(pluginNames('kojikit-plugin-host-facts')).toEqual(pluginNames('host-facts'));
  expect(pluginNames('@acme/host-facts')).toEqual({
    ...names,
    packageName: '@acme/kojikit-plugin-host-facts',
  });
});

it.each([
  ['Facts', '"Facts" cannot be the name of a plugin: use small letters'],
  ['../facts', '".." cannot be a scope of npm: use one such as @acme, as in @acme/facts'],
  ['a/b/facts', '"a/b" cannot be a scope of npm'],
  ['-facts', '"-facts" cannot be the name of a plugin'],
  ['a--b', '"a--b" cannot be the name of a plugin'],
  ['facts.js', '"facts.js" cannot be the name of a plugin'],
  ['', '"" cannot be the name of a plugin'],
  ['kojikit-plugin-', '"kojikit-plugin-" cannot be the name of a plugin'],
  ['@kojikit/facts', "the scope @kojikit is Kojikit's own: use one of yours, as in @acme/facts"],
  ['f'.repeat(51), 'has 51 characters: at most 50 are allowed'],
])('refuses the name %j in words', async (name, message) => {
  await expect(createPlugin({ name, directory: join(folder, 'x') })).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
});

it('writes all files of a plugin under its names, and leaves nothing beside them', async () => {
  const directory = join(folder, 'deep', 'facts');
  expect(await createPlugin({ name: '@acme/host-facts', directory })).toMatchObject({ directory });
  const files = filesBelow(directory);
  expect(files.map((file) => file.slice(directory.length + 1)).sort()).toEqual([
    '.gitignore',
    'README.md',
    'package.json',
    'src/api.ts',
    'src/builder.ts',
    'src/builder/hello-task.ts',
    'src/cli.ts',
    'src/cli/hello.ts',
    'src/hub.ts',
    'src/hub/hello.ts',
    'test/hub.test.ts',
    'test/whole-way.test.ts',
    'tsconfig.json',
    'tsup.config.ts',
    'vitest.config.ts',
  ]);
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/__[A-Z]+__/);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['facts']);
  expect(statSync(directory).mode & 0o777).toBe(0o777 & ~process.umask());
});

it('takes an empty folder, and refuses one with anything in it and a file', async () => {
  const [empty, full, file] = ['empty', 'full', 'file'].map((name) => join(folder, name));
  mkdirSync(empty!);
  mkdirSync(full!);
  writeFileSync(join(full!, 'mine'), 'mine');
  writeFileSync(file!, 'mine');
  await createPlugin({ name: 'facts', directory: empty });
  expect(readdirSync(empty!)).toContain('package.json');
  await expect(createPlugin({ name: 'facts', directory: full })).rejects.toThrow(
    `${full} is there already and not empty: name another folder with --dir`,
  );
  await expect(createPlugin({ name: 'facts', directory: file })).rejects.toThrow(`${file} is a file`);
  expect(readdirSync(full!)).toEqual(['mine']);
  expect(readdirSync(folder).sort()).toEqual(['empty', 'file', 'full']);
});

it('leaves nothing when it is given up', async () => {
  const controller = new AbortController();
  const work = createPlugin({
    name: 'facts',
    directory: join(folder, 'facts'),
    signal: controller.signal,
  });
  const given = expect(work).rejects.toBe('given up');
  while (readdirSync(folder).length === 0) await setImmediate();
  controller.abort('given up');
  await given;
  expect(readdirSync(folder)).toEqual([]);
});

/** What `create-plugin` ends with when a signal comes as soon as it has begun to write. */
async function endedBy(signal: NodeJS.Signals): Promise<{ code: number; output: string; errors: string }> {
  const args = ['--conditions=@kojikit/source', '--import', 'tsx', join(import.meta.dirname, 'bin.ts')];
  const child = spawn(process.execPath, [...args, '--dir', join(folder, 'facts'), 'facts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const watcher = watch(folder).once('change', () => child.kill(signal));
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const [code] = (await once(child, 'close')) as [number];
  watcher.close();
  return { code, output, errors };
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('leaves all of a plugin or nothing when %s ends it, and says so', async (signal, status) => {
  const { code, output, errors } = await endedBy(signal);
  // The signal may come so late that the work is done.
  if (code === 0) {
    expect(output).toMatch(/^kojikit-plugin-facts is made/);
    expect(readdirSync(folder)).toEqual(['facts']);
    return;
  }
  expect({ code, output, errors }).toEqual({
    ...{ code: status, output: '' },
    errors: `create-plugin: interrupted by ${signal}: no plugin was made\n`,
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('wants its hosts in the versions that they have now', async () => {
  const { directory } = await createPlugin({ name: 'facts', directory: join(folder, 'facts') });
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
    string,
    object
  >;
  const wanted = ['dependencies', 'peerDependencies', 'devDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).filter(([name]) => name.startsWith('@kojikit/')),
  );
  expect(wanted.length).toBe(8);
  for (const [name, range] of wanted as [string, string][]) {
    const file = join(import.meta.dirname, '../..', name.slice('@kojikit/'.length), 'package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    expect(semver.satisfies(version, range), `${name} ${version} in ${range}`).toBe(true);
  }
});
