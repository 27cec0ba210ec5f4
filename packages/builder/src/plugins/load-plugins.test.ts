import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { formatProblem } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { collectPlugins, loadPlugins } from './load-plugins.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/plugins', import.meta.url));

it('finds a plugin file in the plugin path', async () => {
  const tasks = await loadPlugins(['rooted'], { pluginPath: FIXTURES });
  expect(tasks.map(({ definition, plugin }) => [definition.method, plugin])).toEqual([['runroot', 'rooted']]);
});

it('gives a plugin the sections of its own file', async () => {
  const folder = await temporaryFolder();
  const plugin =
    'export default { name: "shouter", aliases: ["loud"], tasks: [{ method: "shout" }], config: { parse: (s) => s } };';
  await writeFile(join(folder, 'shouter.mjs'), plugin);
  await mkdir(join(folder, 'plugins'));
  await writeFile(join(folder, 'plugins/loud.conf'), '[voice]\nLevel = 11\n');
  const [task] = await loadPlugins(['shouter'], {
    pluginPath: folder,
    configFolder: join(folder, 'plugins'),
  });
  expect(task?.config).toEqual({ voice: { level: '11' } });
});

it('names every plugin that cannot be loaded, with file and cause', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'broken.mjs'), 'throw new Error("out of tea");');
  await writeFile(join(folder, 'empty.mjs'), 'export const x = 1;');
  const picky =
    'export default { name: "picky", tasks: [], config: { parse() { throw new Error("needs [x]"); } } };';
  await writeFile(join(folder, 'picky.mjs'), picky);
  const load = loadPlugins(['broken', 'empty', 'picky', 'absent', '../evil'], { pluginPath: folder });
  const message = await load.then(
    () => '',
    (error: Error) => error.message,
  );
  expect(message.split('\n')).toEqual([
    `plugin broken (${folder}/broken.mjs): out of tea`,
    `plugin empty (${folder}/empty.mjs): its default export is no builder plugin`,
    'plugin picky (no configuration): needs [x]',
    `plugin absent: is not installed: no package has that name or alias, and no file of it is in ${folder}`,
    `plugin ../evil: is not installed: no package has that name or alias, and no file of it is in ${folder}`,
  ]);
});

it('lists every mistake in the files of plugins, with file and line', async () => {
  const folder = await temporaryFolder();
  const issues = [
    { path: ['voice', 'level'], message: '"loud" is no number, expected one such as 11' },
    { path: ['voice'], code: 'unrecognized_keys', keys: ['pitch'], message: 'unknown' },
    { path: ['ears'], message: 'is missing' },
  ];
  const plugin = (name: string): string =>
    `export default { name: "${name}", tasks: [], config: { parse() { throw Object.assign(new Error(), { issues: ${JSON.stringify(issues)} }); } } };`;
  await mkdir(join(folder, 'plugins'));
  for (const name of ['first', 'second']) {
    await writeFile(join(folder, `${name}.mjs`), plugin(name));
    await writeFile(join(folder, `plugins/${name}.conf`), '[voice]\nodd line\nlevel = loud\npitch = high\n');
  }
  const places = { pluginPath: folder, configFolder: join(folder, 'plugins') };
  const { problems } = await collectPlugins(['first', 'second'], places);
  const expected = (file: string): string[] => [
    `${file}:2: neither a section nor an assignment: "odd line"`,
    `${file}:3: [voice] level: "loud" is no number, expected one such as 11`,
    `${file}:4: unknown option pitch in [voice]`,
    `${file}: [ears]: is missing`,
  ];
  expect(problems.map(formatProblem)).toEqual(
    ['first', 'second'].flatMap((name) => expected(join(folder, `plugins/${name}.conf`))),
  );
});

it('warns of names that a plugin does not know, and says which may have been meant', async () => {
  const folder = await temporaryFolder();
  const plugin =
    'export default { name: "shouter", tasks: [], config: { parse: (s) => s }, optionsOf: (s) => (s === "voice" ? ["level"] : undefined) };';
  await writeFile(join(folder, 'shouter.mjs'), plugin);
  await mkdir(join(folder, 'plugins'));
  const file = join(folder, 'plugins/shouter.conf');
  await writeFile(file, '[voice]\nlevel = 11\nlevl = 12\ncolour = red\n[ears]\n');
  const places = { pluginPath: folder, configFolder: join(folder, 'plugins') };
  const { problems, warnings } = await collectPlugins(['shouter'], places);
  expect(problems).toEqual([]);
  expect(warnings.map(formatProblem)).toEqual([
    `${file}:3: unknown option levl in [voice]; did you mean level?`,
    `${file}:4: unknown option colour in [voice], passed over`,
    `${file}:5: unknown section [ears], passed over`,
  ]);
});
