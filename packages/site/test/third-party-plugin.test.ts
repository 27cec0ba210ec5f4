import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlugins } from '@kojikit/builder';
import { runKoji } from '@kojikit/cli';
import { createHub, defaultHubConfig } from '@kojikit/hub-core';

const NAME = '@example/kojikit-plugin-greeter';

const MANIFEST = {
  name: NAME,
  version: '1.0.0',
  type: 'module',
  exports: { './hub': './hub.js', './builder': './builder.js', './cli': './cli.js' },
  kojikit: {
    hub: { aliases: ['greeter', 'greeter_hub'] },
    builder: { aliases: ['greeter'] },
    cli: { commands: [{ name: 'greet', summary: 'Say hello', anonymous: true }] },
  },
};

const PARTS = {
  'hub.js': "export default { name: 'greeter' };",
  'builder.js': "export default { name: 'greeter', tasks: [{ method: 'greet' }] };",
  'cli.js': `export default { name: 'greeter', commands: { greet: {
    usage: '', options: {}, run: async ({ print }) => print('hello') } } };`,
};

describe('a plugin of a third party that is installed in the working folder', () => {
  const before = process.cwd();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-third-party-'));
    const place = join(folder, 'node_modules', NAME);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'package.json'), JSON.stringify(MANIFEST));
    for (const [file, code] of Object.entries(PARTS)) await writeFile(join(place, file), code);
    process.chdir(folder);
  });
  afterAll(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['greeter', 'greeter_hub', NAME])('brings its part to a hub that calls it %s', async (Plugins) => {
    const config = defaultHubConfig({ Plugins, DBConnectionString: 'sqlite::memory:' });
    const hub = await createHub({ config, schema: 'apply' });
    expect(hub.registry.modules).toContain('greeter');
    await hub.close();
  });

  it.each(['greeter', NAME])('brings its part to a builder that calls it %s', async (name) => {
    const tasks = await loadPlugins([name], { pluginPath: '' });
    expect(tasks).toMatchObject([{ plugin: 'greeter', definition: { method: 'greet' } }]);
  });

  it('brings its command to a command line that is installed beside it, and to no other', async () => {
    expect(await koji(folder)).toEqual({ exit: 0, stdout: 'hello\n', stderr: '' });
    expect(await koji(join(folder, '..'))).toMatchObject({ exit: 1 });
  });
});

async function koji(pluginStart: string) {
  let stdout = '';
  let stderr = '';
  const exit = await runKoji({
    argv: ['--server=http://127.0.0.1:1/kojihub', 'greet'],
    program: 'koji',
    pluginStart,
    output: {
      write: (data) => void (stdout += data.toString()),
      writeError: (text) => void (stderr += text),
      color: false,
      terminal: false,
      progress: false,
      columns: 78,
    },
  });
  return { exit, stdout, stderr };
}
