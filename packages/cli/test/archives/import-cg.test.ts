import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Archive, Build } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { koji } from '../following/koji-run.js';

const FILES = { 'disk.qcow2': 'a disk', 'deep/er/data.json': '{}', 'build.log': 'built\n' };

/** The files of a build, and a way to run commands on them. */
async function workplace(hub: TestHub) {
  await (await hub.as('kojiadmin')).call('grantCGAccess', ['alice', 'generator', true]);
  const folder = mkdtempSync(join(tmpdir(), 'koji-import-cg-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const url = await hub.listen();
  const run = async (...argv: string[]) => {
    const command = koji(url, argv, { user: 'alice' });
    const status = await command.exit;
    return { status, stdout: command.stdout(), stderr: command.stderr() };
  };
  const write = (metadata: object) => {
    writeFileSync(join(folder, 'metadata.json'), JSON.stringify(metadata));
    return join(folder, 'metadata.json');
  };
  return { folder, run, write };
}

function output(filename: string, content: string, more: object = {}): object {
  return {
    buildroot_id: 1,
    filename,
    filesize: content.length,
    checksum: createHash('md5').update(content).digest('hex'),
    checksum_type: 'md5',
    arch: 'x86_64',
    type: 'file',
    extra: { image: { arch: 'x86_64' } },
    ...more,
  };
}

function metadata(build: object = {}, outputs: object[] = []): object {
  return {
    metadata_version: 0,
    build: {
      name: 'image',
      version: '1',
      release: '1',
      source: null,
      start_time: 1_600_000_000,
      end_time: 1_600_000_100,
      extra: { typeinfo: { image: {} } },
      ...build,
    },
    buildroots: [
      {
        id: 1,
        host: { os: 'fedora', arch: 'x86_64' },
        content_generator: { name: 'generator', version: '1' },
        container: { type: 'none', arch: 'x86_64' },
        tools: [],
        components: [],
      },
    ],
    output: [
      output('disk.qcow2', 'a disk'),
      output('data.json', '{}', { relpath: 'deep/er' }),
      output('far.json', 'far away', { metadata_only: true }),
      { ...output('build.log', 'built\n'), type: 'log' },
      ...outputs,
    ],
  };
}

eachDatabase('koji import-cg', (open) => {
  it('uploads the files that the metadata tells of, and imports them', async () => {
    const hub = await open();
    const { folder, run, write } = await workplace(hub);
    const { status, stdout, stderr } = await run('import-cg', '--noprogress', write(metadata()), folder);
    expect([status, stderr]).toEqual([0, '']);
    const uploaded = ['disk.qcow2', 'deep/er/data.json', 'build.log'];
    expect(stdout).toBe(uploaded.map((name) => `Uploading ${join(folder, name)}\n`).join(''));
    const build = await hub.anonymous.call<Build>('getBuild', ['image-1-1']);
    expect(build).toMatchObject({ state: 1, owner_name: 'alice', cg_name: 'generator' });
    const home = join(hub.topdir, 'packages/image/1/1');
    expect(readFileSync(join(home, 'images/disk.qcow2'), 'utf8')).toBe('a disk');
    expect(readFileSync(join(home, 'images/data.json'), 'utf8')).toBe('{}');
    expect(readFileSync(join(home, 'data/logs/build.log'), 'utf8')).toBe('built\n');
    expect(JSON.parse(readFileSync(join(home, 'metadata.json'), 'utf8'))).toEqual(metadata());
    const archives = await hub.anonymous.call<Archive[]>('listArchives', [build.id]);
    expect(archives.map(({ filename }) => filename).sort()).toEqual(['data.json', 'disk.qcow2', 'far.json']);
  });

  it('imports the build that reserve-cg has reserved, with its token', async () => {
    const hub = await open();
    const { folder, run, write } = await workplace(hub);
    const reserved = await run('reserve-cg', 'generator', 'image-1-1');
    const [, id, token = ''] = /Reserved build (\d+) with token '(.*)'/.exec(reserved.stdout) ?? [];
    const file = write(metadata({ build_id: Number(id) }));
    const guessed = await run('import-cg', '--token=guess', file, folder);
    expect(guessed).toMatchObject({ status: 1 });
    expect(guessed.stderr).toContain(`Token doesn't match build ID ${id}`);
    expect(await run('import-cg', `--token=${token}`, file, folder)).toMatchObject({ status: 0 });
    expect(await hub.anonymous.call('getBuild', ['image-1-1'])).toMatchObject({ id: Number(id), state: 1 });
  });

  it('reserves no build that a file with metadata does not name in full', async () => {
    const hub = await open();
    const { run, write } = await workplace(hub);
    for (const [content, reason] of [
      [{ build: { name: 'image', version: '1' } }, 'its build needs name, version and release'],
      [{ build: { name: 'image', version: 1, release: '1' } }, 'its build needs name, version and release'],
      [metadata({ epoch: 'one' }), 'the epoch of its build is no number'],
      [{ output: [] }, 'has no build'],
    ] as const) {
      const refused = await run('reserve-cg', 'generator', write(content));
      expect(refused).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toContain(reason);
    }
    expect(await hub.anonymous.call('getBuild', ['image-1-1'])).toBeNull();
    const reserved = await run('reserve-cg', 'generator', write(metadata({ epoch: 2 })));
    expect(reserved.stdout).toMatch(/^Reserved build \d+ with token '/);
    expect(await hub.anonymous.call('getBuild', ['image-1-1'])).toMatchObject({ epoch: 2, state: 0 });
  });

  it('links files into the folder of the hub when it is asked to, and leaves those of the user', async () => {
    const hub = await open();
    const { folder, run, write } = await workplace(hub);
    const argv = ['import-cg', '--link', write(metadata()), folder];
    const { status, stdout, stderr } = await run(`--topdir=${hub.topdir}`, ...argv);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Linking rpm to: ${hub.topdir}/work/cli-import/`);
    expect(lstatSync(join(folder, 'disk.qcow2')).isFile()).toBe(true);
    expect(lstatSync(join(hub.topdir, 'packages/image/1/1/images/disk.qcow2')).isFile()).toBe(true);
  });

  it('says what the hub refuses, and leaves nothing of the build', async () => {
    const hub = await open();
    const { folder, run, write } = await workplace(hub);
    const changed = write(metadata({}, [output('disk.qcow2', 'other!')]));
    const refused = await run('import-cg', '--noprogress', changed, folder);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('GenericError: File checksum mismatch for disk.qcow2: ');
    const above = output('disk.qcow2', 'a disk', { relpath: '../' });
    const outside = await run('import-cg', write({ ...metadata(), output: [above] }), join(folder, 'deep'));
    expect(outside.status).toBe(1);
    expect(outside.stderr).toContain('Invalid path segment: ../');
    expect(await hub.anonymous.call('listBuilds', [])).toEqual([]);
    expect(readdirSync(join(hub.topdir, 'packages'))).toEqual([]);
  });

  it('uploads nothing when a file is missing, and when it is only a test', async () => {
    const hub = await open();
    const { folder, run, write } = await workplace(hub);
    const missing = await run('import-cg', write(metadata({}, [output('none.json', '')])), folder);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain(`No such file: ${join(folder, 'none.json')}`);
    expect(await run('import-cg', '--test', write(metadata()), folder)).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(existsSync(join(hub.topdir, 'work/cli-import'))).toBe(false);
  });
});
