import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Builder, configurePlugin, defaultSettings } from '@kojikit/builder';
import { createTestHub } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import builderPlugin from '../src/builder.js';
import hubPlugin from '../src/hub.js';

const root = join(import.meta.dirname, '..');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

it('says hello, from the command line over the hub to a builder and back', async () => {
  const folder = await mkdtemp(join(tmpdir(), '__NAME__-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const hub = await createTestHub({ plugins: [hubPlugin] });
  hub.hub.start();
  const server = await hub.listen();
  const admin = await hub.as('kojiadmin');
  await admin.call('addHost', ['builder1', ['x86_64']]);
  await hub.setPassword('builder1', 'pw');

  const settings = {
    ...defaultSettings(),
    server,
    user: 'builder1',
    password: 'pw',
    sleeptime: 0.2,
    maxload: 0,
    minspace: 0,
    topdir: hub.topdir,
    workdir: join(folder, 'work'),
    mockdir: join(folder, 'mock'),
  };
  const builder = new Builder({
    settings,
    log: quiet,
    forceLock: true,
    tasks: configurePlugin(builderPlugin),
  });
  const running = builder.run();
  onTestFinished(async () => {
    builder.stop();
    await running;
  });
  await Promise.race([builder.ready, running]);

  // The command line takes the plugin from this folder, as it was built.
  const account = `authtype = password\nuser = kojiadmin\npassword = pw\npoll_interval = 1\n`;
  const config = `[koji]\nserver = ${server}\n${account}plugin_paths = ${root}\n`;
  await writeFile(join(folder, 'koji.conf'), config, { mode: 0o600 });
  const koji = join(root, 'node_modules', '.bin', 'koji');
  const { stdout } = await promisify(execFile)(koji, [
    '-c',
    join(folder, 'koji.conf'),
    '__NAME__-hello',
    'world',
  ]);
  expect(stdout).toBe('Hello world\n');
});
