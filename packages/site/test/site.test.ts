import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '@kojikit/client';
import { asHub } from '@kojikit/hub-core';
import { FIRST_TAG, machineArch, startSite } from '../src/index.js';
import { programOf, runSource as run } from './run-source.js';

const KOJI = programOf('@kojikit/cli');
const KOJIKIT = programOf('@kojikit/site');

describe('a site', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kojikit-site-test-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const koji = (...args: string[]) => run(KOJI, ['-c', join(directory, 'koji.conf'), ...args]).ended;

  it('does the main job: a command runs in a build root and its output comes back', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      await site.warm();
      const good = await koji('runroot', FIRST_TAG, machineArch(), 'uname', '-s');
      expect(good).toMatchObject({ code: 0, output: 'Linux\n' });
      const bad = await koji(
        'runroot',
        '--exit-code',
        '--use-shell',
        FIRST_TAG,
        machineArch(),
        'echo no; exit 3',
      );
      expect(bad).toMatchObject({ code: 3, output: 'no\n' });
    } finally {
      await site.close();
    }
  });

  it('makes side tags and saves the root of a failed runroot, as it comes', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      await site.warm();
      const tag = await koji('add-sidetag', FIRST_TAG, '--wait');
      expect(tag.code, tag.errors).toBe(0);
      const [name = ''] = tag.output.split('\n');
      expect(name).toMatch(new RegExp(`^${FIRST_TAG}-side-\\d+$`));
      expect((await koji('runroot', '--exit-code', name, machineArch(), 'false')).code).toBe(1);
      const client = createClient({ url: `${site.url}/kojihub` });
      const [failed] = await client.call('listTasks', { opts: { method: 'runroot', state: [5] } });
      client.close();
      const saved = await koji('save-failed-tree', String(failed?.id));
      expect(saved.code, saved.errors).toBe(0);
      expect(saved.output).toContain('saveFailedTree (noarch) completed successfully');
      expect((await koji('remove-sidetag', name)).code).toBe(0);
    } finally {
      await site.close();
    }
  });

  it('keeps its data and passwords over a second start', async () => {
    const first = await startSite({ directory, listen: '127.0.0.1:0' });
    await first.close();
    const second = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      expect(second.folder.admin).toEqual(first.folder.admin);
      const client = createClient({ url: `${second.url}/kojihub` });
      const tags = await client.call('listTags');
      client.close();
      expect(tags.map(({ name }) => name).sort()).toEqual(['f30', FIRST_TAG]);
    } finally {
      await second.close();
    }
  });

  it('keeps what is private from other users of the machine, whatever the umask', async () => {
    const folder = join(directory, 'site');
    const open = run(KOJIKIT, ['up', '--dir', folder, '--listen', '127.0.0.1:0'], { umask: 0 });
    await until(open.child, 'Ctrl-C ends the site');
    const passwords = await readFile(join(folder, 'passwords.conf'), 'utf8');
    const modes: Record<string, string> = {};
    for (const path of ['.', 'koji-hub', 'kojid', 'plugins']) {
      modes[path] = ((await stat(join(folder, path))).mode & 0o777).toString(8);
      for (const entry of await readdir(join(folder, path), { withFileTypes: true }))
        if (entry.isFile())
          modes[join(path, entry.name)] = (
            (await stat(join(folder, path, entry.name))).mode & 0o777
          ).toString(8);
    }
    open.child.kill('SIGINT');
    const { errors } = await open.ended;
    const folders = ['.', 'koji-hub', 'kojid', 'plugins'];
    for (const [path, mode] of Object.entries(modes))
      expect(mode, path).toBe(folders.includes(path) ? '700' : '600');
    const files = [
      'koji-hub/koji.sqlite',
      'koji-hub/koji.sqlite-wal',
      'koji-hub/koji.sqlite-shm',
      'passwords.conf',
      'koji.conf',
      'hub.conf',
      'site.lock',
    ];
    expect(Object.keys(modes)).toEqual(expect.arrayContaining(files));
    expect(errors).not.toContain('open to others');
    const password = /^admin = (.*)$/m.exec(passwords)?.[1] ?? 'none';
    expect(await readFile(join(folder, 'hub.conf'), 'utf8')).not.toContain(password);
  });

  it('moves the database that an older version left among the served files', async () => {
    const first = await startSite({ directory, listen: '127.0.0.1:0' });
    await first.close();
    const [old, now] = [join(directory, 'koji/koji.sqlite'), join(directory, 'koji-hub/koji.sqlite')];
    await rename(now, old);
    await chmod(old, 0o644);
    const second = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      expect((await stat(now)).mode & 0o777).toBe(0o600);
      await expect(stat(old)).rejects.toThrow('ENOENT');
      const client = createClient({ url: `${second.url}/kojihub` });
      expect(await client.call('getTag', { tagInfo: FIRST_TAG })).toMatchObject({ name: FIRST_TAG });
      client.close();
      expect((await fetch(`${second.url}/kojifiles/koji.sqlite`)).status).toBe(404);
    } finally {
      await second.close();
    }
  });

  it('ends cleanly on Ctrl-C, and a start after kill -9 goes on', async () => {
    const killed = run(KOJIKIT, ['up', '--dir', directory, '--listen', '127.0.0.1:0']);
    await until(killed.child, 'Ctrl-C ends the site');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = run(KOJIKIT, ['up', '--dir', directory, '--listen', '127.0.0.1:0']);
    await until(next.child, 'Ctrl-C ends the site');
    next.child.kill('SIGINT');
    expect((await next.ended).code).toBe(0);
  }, 90_000);

  it('lets no second site into its folder, and goes on', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      const config = await readFile(site.folder.clientConfig, 'utf8');
      const second = await run(KOJIKIT, ['up', '--dir', directory, '--listen', '127.0.0.1:0']).ended;
      expect(second).toMatchObject({ code: 1, output: '' });
      expect(second.errors).toContain(`a site runs in ${directory} already: end it first`);
      expect(await readFile(site.folder.clientConfig, 'utf8')).toBe(config);
      await site.warm();
    } finally {
      await site.close();
    }
  });

  it('has a builder again after koji restart-hosts', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    try {
      await site.warm();
      expect(await koji('restart-hosts', '--wait', '--quiet')).toMatchObject({ code: 0 });
      const after = await koji('runroot', FIRST_TAG, machineArch(), 'echo', 'still here');
      expect(after).toMatchObject({ code: 0, output: 'still here\n' });
    } finally {
      await site.close();
    }
  });

  it('says what is wrong with a folder, an address or a database that it cannot use', async () => {
    const up = (folder: string, listen = '127.0.0.1:0') =>
      run(KOJIKIT, ['up', '--dir', folder, '--listen', listen]).ended;
    const file = join(directory, 'file');
    await writeFile(file, 'this is no database, and no folder either');
    expect(await up(file)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`${file} cannot be the folder of a site`),
    });
    expect(await up(directory, 'nowhere')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('use HOST:PORT'),
    });

    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await up(directory, taken)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(
        `${taken}: the port is taken by another program; name another with --listen`,
      ),
    });
    server.close();

    const database = join(directory, 'koji-hub', 'koji.sqlite');
    await copyFile(file, database);
    expect(await up(directory)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`Cannot open the SQLite database ${database}: file is not a database`),
    });
  }, 180_000);

  it('does not touch a database of a newer version', async () => {
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    await asHub(site.hub.parts, 'a newer version', async (ctx) => {
      const values = {
        name: '0999-of-tomorrow',
        breaking: true,
        applied: ctx.db.dialect.moment(Date.now() / 1000),
      };
      await ctx.db.insert('kojikit_migrations', values);
    });
    await site.close();
    await expect(startSite({ directory, listen: '127.0.0.1:0' })).rejects.toThrow(
      'upgraded by a newer version, and this version cannot run on it. Unknown changes: 0999-of-tomorrow',
    );
  });

  it('refuses a wrong command line with exit status 2', async () => {
    expect((await run(KOJIKIT, ['down']).ended).code).toBe(2);
    expect((await run(KOJIKIT, ['up', '--port', '80']).ended).code).toBe(2);
  });
});

function until(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes(text)) resolve();
    });
    child.once('close', (code) => reject(new Error(`ended with ${code} before it printed '${text}'`)));
  });
}
