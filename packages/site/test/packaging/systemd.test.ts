import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@kojikit/client';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import { programOf, runSource, type Run } from '../run-source.js';
import { SYSTEMD, below, commandsOf, relocate } from './service-unit.js';

const run = promisify(execFile);
const PATIENCE = 300_000;

/** How exposed a unit may be, in tenths: those that make build roots need most of what others are denied. */
const EXPOSURE: Readonly<Record<string, number>> = {
  'koji-hub-backup.service': 15,
  'koji-hub.service': 15,
  'koji-sidetag-cleanup.service': 15,
  'kojid.service': 70,
  'kojikit.service': 70,
};

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-units-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const hasSystemd = () =>
  run('systemd-analyze', ['--version']).then(
    () => true,
    () => false,
  );
const units = async () => (await readdir(SYSTEMD)).filter((name) => /\.(service|timer)$/.test(name));

it('has units that systemd understands', async ({ skip }) => {
  skip(!(await hasSystemd()), 'systemd is not installed');
  const folder = await temporary();
  const program = join(folder, 'program');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
  const names = await units();
  for (const name of names) {
    const text = await readFile(new URL(name, SYSTEMD), 'utf8');
    await writeFile(join(folder, name), text.replaceAll(/\/usr\/local\/bin\/\w[\w-]*/g, program));
  }
  const dropIn = 'kojid.service.d/plain-user.conf';
  await mkdir(join(folder, dirname(dropIn)));
  await writeFile(join(folder, dropIn), await readFile(new URL(dropIn, SYSTEMD)));
  const files = names.map((name) => join(folder, name));
  const { stdout, stderr } = await run('systemd-analyze', ['verify', '--man=no', ...files]);
  expect(stdout + stderr).toBe('');
});

it('exposes no more of a unit than it needs', async ({ skip }) => {
  skip(!(await hasSystemd()), 'systemd is not installed');
  const services = (await units()).filter((name) => name.endsWith('.service'));
  expect(services.sort()).toEqual(Object.keys(EXPOSURE).sort());
  for (const [name, threshold] of Object.entries(EXPOSURE)) {
    const path = new URL(name, SYSTEMD).pathname;
    const limits = ['--offline=true', `--threshold=${threshold}`, '--no-pager'];
    await run('systemd-analyze', ['security', ...limits, path]);
  }
});

it(
  'serves with the command lines of the units and the files that come with them',
  async () => {
    const root = await temporary();
    const listen = `127.0.0.1:${await freePort()}`;
    const url = `http://${listen}/kojihub`;
    for (const name of ['koji-hub/hub.conf', 'kojid/kojid.conf'] as const) {
      const file = join(root, 'etc', name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, relocate(root, await readFile(new URL(`etc/${name}`, SYSTEMD), 'utf8'), listen));
    }
    await mkdir(join(root, 'mnt/koji'), { recursive: true });
    await mkdir(join(root, 'var/lib/kojid'), { recursive: true });
    // The side tags that a timer cleans up, and what a machine under load has to spare.
    const append = (file: string, text: string) => writeFile(join(root, file), text, { flag: 'a' });
    await append('etc/koji-hub/hub.conf', 'Plugins = sidetag_hub\n');
    await append('etc/kojid/kojid.conf', 'backend = sandbox\nmaxload = 0\nminspace = 0\n');
    await writeFile(join(root, 'password'), 'secret\n', { mode: 0o600 });
    const config = join(root, 'etc/koji-hub/hub.conf');

    for (const command of await commandsOf('koji-hub.service', 'ExecStartPre')) {
      const { program, args } = below(root, command, listen);
      expect(await runSource(program, args).ended).toMatchObject({ code: 0 });
    }
    const koji = programOf('@kojikit/hub-core');
    for (const words of [
      ['builder1', '--host', 'x86_64'],
      ['cleaner', '--admin'],
    ]) {
      const args = ['--config', config, 'user', 'add', ...words, '--password-file', join(root, 'password')];
      expect(await runSource(koji, args).ended).toMatchObject({ code: 0 });
    }

    const hub = await start('koji-hub.service', root, listen);
    await eventually(() => isAnswered(`http://${listen}/readyz`), 'the hub answers');
    const builder = await start('kojid.service', root, listen);
    const client = createClient({ url });
    onTestFinished(() => client.close());
    await eventually(
      async () => (await client.call('listHosts', { ready: true })).length === 1,
      'kojid checks in',
    );

    await mkdir(join(root, 'etc/koji-cleanup'));
    const account = 'authtype = password\nuser = cleaner\npassword = secret\n';
    await writeFile(join(root, 'etc/koji-cleanup/koji.conf'), `[koji]\nserver = ${url}\n${account}`);
    const cleanup = await start('koji-sidetag-cleanup.service', root, listen);
    expect(await cleanup.ended).toMatchObject({ code: 0, errors: '' });

    // The folder that StateDirectory makes.
    const backups = join(root, 'var/lib/koji-hub-backup');
    await mkdir(backups);
    const backup = await start('koji-hub-backup.service', root, listen);
    expect(await backup.ended).toMatchObject({ code: 0 });
    expect(await readdir(backups)).toEqual(['hub.backup']);

    // What systemd does to stop them.
    for (const service of [builder, hub]) {
      service.child.kill('SIGTERM');
      expect(await service.ended).toMatchObject({ code: 0 });
    }
  },
  PATIENCE,
);

it(
  'serves a whole site with the command line of its unit',
  async () => {
    const root = await temporary();
    const listen = `127.0.0.1:${await freePort()}`;
    await mkdir(join(root, 'var/lib/kojikit'), { recursive: true });
    const site = await start('kojikit.service', root, listen);
    await eventually(() => isAnswered(`http://${listen}/readyz`), 'the site answers');
    site.child.kill('SIGTERM');
    expect(await site.ended).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

async function start(unit: string, root: string, listen: string): Promise<Run> {
  const [command = []] = await commandsOf(unit, 'ExecStart');
  const { program, args } = below(root, command, listen);
  const started = runSource(program, args);
  onTestFinished(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

function isAnswered(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
