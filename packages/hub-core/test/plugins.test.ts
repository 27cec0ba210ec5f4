import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, defineHubPlugin, method, type HubPlugin } from '@kojikit/hub-core/plugin';
import { createHub, defaultHubConfig } from '@kojikit/hub-core';
import { createTestHub } from '@kojikit/testing';

const greet = method('greet', { params: {}, access: anyone, handler: () => 'good morning' });

describe('plugins', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-plugins-'));
    await writeFile(join(folder, 'throws.mjs'), "throw new Error('no such library');");
    await writeFile(join(folder, 'empty.mjs'), 'export default 5;');
    await writeFile(join(folder, 'hello.mjs'), "export default { name: 'hello_from_file' };");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (Plugins: string, plugins: HubPlugin[] = []) =>
    createHub({
      config: defaultHubConfig({ Plugins, PluginPath: folder, DBConnectionString: 'sqlite::memory:' }),
      plugins,
      schema: 'apply',
    });

  it('add methods, and answer to their aliases', async () => {
    const hub = await createTestHub({
      config: { Plugins: 'greeter_hub' },
      plugins: [defineHubPlugin({ name: 'greeter', aliases: ['greeter_hub'], methods: [greet] })],
    });
    expect(await hub.anonymous.call('greet')).toBe('good morning');
  });

  it('are found as files in PluginPath', async () => {
    const hub = await start('hello');
    expect(hub.registry.modules).toContain('hello_from_file');
    await hub.close();
  });

  it('that cannot be found or fail to load stop the hub, with name, file and cause', async () => {
    await expect(start('nowhere')).rejects.toThrow('plugin nowhere: is not installed');
    await expect(start('throws')).rejects.toThrow(
      `plugin throws (${join(folder, 'throws.mjs')}): no such library`,
    );
    await expect(start('empty')).rejects.toThrow('its default export is no hub plugin');
  });

  it('may not bring a second thing of one name', async () => {
    const second = defineHubPlugin({ name: 'second', methods: [greet] });
    const first = defineHubPlugin({ name: 'first', methods: [greet] });
    await expect(start('first second', [first, second])).rejects.toThrow(
      'second brings a method greet, which first has registered already',
    );
  });

  it('abort a call when a handler throws, unless it says that its errors only matter to the log', async () => {
    const failing = () => {
      throw new Error('not today');
    };
    const strict = await createTestHub({
      plugins: [defineHubPlugin({ name: 'strict', on: { preCommit: failing } })],
    });
    const admin = await strict.as('alice').catch((error: Error) => error);
    expect(admin).toMatchObject({ message: expect.stringContaining('not today') as string });

    const lenient = defineHubPlugin({
      name: 'lenient',
      on: { preCommit: { handler: failing, ignoreErrors: true } },
    });
    const hub = await createTestHub({ plugins: [lenient] });
    expect(await (await hub.as('alice')).call('getLoggedInUser')).toMatchObject({ name: 'alice' });
  });
});
