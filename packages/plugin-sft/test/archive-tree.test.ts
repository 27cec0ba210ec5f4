import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Filters } from '../src/archive/filters.js';
import { Folder } from '../src/archive/folder.js';
import { LeftOut } from '../src/archive/left-out.js';
import { LARGEST_SPARSE } from '../src/archive/sparse-map.js';
import { surveyRoot } from '../src/archive/survey.js';
import { tarHeader, TYPES } from '../src/archive/tar-header.js';
import { TreeWriter } from '../src/archive/write-tree.js';
import { newRoot, runArchiver, startArchiver } from './archiver.js';

const isRoot = process.getuid?.() === 0;

function put(root: string, path: string, text = 'x'): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('what an archive holds', () => {
  it('is the start folder alone, but secrets of the whole root count', async () => {
    const place = newRoot();
    put(place.root, 'etc/krb5.keytab');
    put(place.root, 'builddir/file');
    linkSync(join(place.root, 'etc/krb5.keytab'), join(place.root, 'builddir/copy'));
    const { names, list, reports } = await runArchiver(place, { start: '/builddir' });
    expect(names).toEqual(['/builddir/', '/builddir/file']);
    expect(reports.at(-1)).toEqual({ done: { bytes: 1, entries: 2, leftOut: { filtered: 1 } } });
    expect(list).toContain('filtered:keytabs\t/builddir/copy\t/etc/krb5.keytab\n');
  });

  it('is without credentials wherever they lie, and the list says by which rule', async () => {
    const place = newRoot();
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\n';
    const bad = Buffer.from('/opt/\xff\xfe/', 'latin1');
    mkdirSync(Buffer.concat([Buffer.from(place.root), bad]), { recursive: true });
    writeFileSync(Buffer.concat([Buffer.from(place.root), bad, Buffer.from('X.KeyTab.bak')]), 'x');
    put(place.root, 'root/.ssh/work');
    put(place.root, 'root/.ssh/work.pub');
    put(place.root, 'root/.kube/cache/deep/x');
    put(place.root, 'builddir/pkg/docs/.npmrc');
    put(place.root, 'builddir/renamed', key);
    put(place.root, 'data/named-by-link', 'x');
    symlinkSync('/data/named-by-link', join(place.root, 'root/.pgpass'));
    put(place.root, 'data/only-key', 'x');
    symlinkSync('../../../../data/only-key', join(place.root, 'root/.kube/cache/deep/key'));
    put(place.root, 'data/plain', '[a]\npassword=pw\n');
    mkdirSync(join(place.root, 'etc/yum.repos.d'), { recursive: true });
    linkSync(join(place.root, 'data/plain'), join(place.root, 'etc/yum.repos.d/hard.repo'));
    put(place.root, 'data/soft', '[a]\npassword=pw\n');
    symlinkSync('/data/soft', join(place.root, 'etc/yum.repos.d/soft.repo'));
    put(place.root, 'etc/yum.repos.d/free.repo', '[a]\nbaseurl=https://x.example.org/\n');
    const { names, list } = await runArchiver(place);
    const lines = list.split('\n').filter((line) => line.startsWith('filtered'));
    expect(lines.sort()).toEqual([
      'filtered:keytabs\t/opt/\\377\\376/X.KeyTab.bak',
      'filtered:kubernetes\t/data/only-key\t/root/.kube/cache/deep/key',
      'filtered:kubernetes\t/root/.kube/cache/',
      'filtered:logins\t/data/named-by-link\t/root/.pgpass',
      'filtered:logins\t/root/.pgpass',
      'filtered:npm\t/builddir/pkg/docs/.npmrc',
      'filtered:private-key-contents\t/builddir/renamed',
      'filtered:repositories\t/data/plain\t/etc/yum.repos.d/hard.repo',
      'filtered:repositories\t/data/soft\t/etc/yum.repos.d/soft.repo',
      'filtered:repositories\t/etc/yum.repos.d/hard.repo',
      'filtered:ssh-keys\t/root/.ssh/work',
    ]);
    expect(names.filter((name) => /pub|free|soft/.test(name))).toEqual([
      '/etc/yum.repos.d/free.repo',
      '/etc/yum.repos.d/soft.repo',
      '/root/.ssh/work.pub',
    ]);
  });

  it('is with the credentials whose rules the configuration names', async () => {
    const place = newRoot();
    put(place.root, 'builddir/.npmrc');
    put(place.root, 'builddir/.netrc');
    const { names } = await runArchiver(place, { start: '/builddir', savedCredentials: ['npm'] });
    expect(names).toEqual(['/builddir/', '/builddir/.npmrc']);
  });

  it('is without what a filter means through links to folders, also through several', async () => {
    const place = newRoot();
    put(place.root, 'data/deep/x/secret');
    put(place.root, 'data/deep/x/other');
    symlinkSync('data', join(place.root, 'first'));
    symlinkSync('/first/deep', join(place.root, 'second'));
    const { names } = await runArchiver(place, { filters: ['/second/x/secret'] });
    expect(names).toContain('/data/deep/x/other');
    expect(names).not.toContain('/data/deep/x/secret');
  });

  it('ends in spite of links that lead in circles, and of one that would leave out everything', async () => {
    const place = newRoot();
    put(place.root, 'a/b/file');
    symlinkSync('..', join(place.root, 'a/b/up'));
    symlinkSync('.', join(place.root, 'a/self'));
    symlinkSync('/', join(place.root, 'a/root'));
    symlinkSync('self/loop', join(place.root, 'a/loop'));
    symlinkSync('/', join(place.root, 'all.keytab'));
    const { names } = await runArchiver(place);
    expect(names).toContain('/a/b/file');
    expect(names).not.toContain('/all.keytab');
  });

  it('never is anything that a link leads to', async () => {
    const place = newRoot();
    writeFileSync(join(place.folder, 'outside'), 'OUTSIDE');
    symlinkSync(join(place.folder, 'outside'), join(place.root, 'builddir/link'));
    symlinkSync('../../outside', join(place.root, 'builddir/up'));
    symlinkSync(place.folder, join(place.root, 'folder'));
    const { file } = await runArchiver(place);
    expect(execFileSync('gzip', ['-dc', file]).includes('OUTSIDE')).toBe(false);
  });

  it('says what it is without: sockets have no contents', async () => {
    const place = newRoot();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(place.root, 'builddir/socket'), resolve));
    const { names, list } = await runArchiver(place);
    await new Promise((resolve) => server.close(resolve));
    expect(names).toEqual(['/', '/builddir/']);
    expect(list).toContain('socket\t/builddir/socket\n');
  });

  it('stays on the root’s own mount, with folders and with files', async ({ skip }) => {
    skip(!isRoot, 'mounting needs root');
    const place = newRoot();
    writeFileSync(join(place.folder, 'host-file'), 'OUTSIDE');
    mkdirSync(join(place.folder, 'host-folder'));
    writeFileSync(join(place.folder, 'host-folder/inside'), 'OUTSIDE');
    mkdirSync(join(place.root, 'mnt'));
    put(place.root, 'etc/resolv.conf', '');
    const script =
      'mount --bind "$1/host-folder" "$1/root/mnt" && mount --bind "$1/host-file" "$1/root/etc/resolv.conf" && shift && exec "$@"';
    const { file, list } = await runArchiver(place, {}, [
      ...['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', place.folder],
    ]);
    expect(list).toContain('mount\t/mnt\n');
    expect(list).toContain('mount\t/etc/resolv.conf\n');
    expect(execFileSync('gzip', ['-dc', file]).includes('OUTSIDE')).toBe(false);
  });

  it('goes on past files and folders that cannot be read', async ({ skip }) => {
    skip(!isRoot, 'becoming another user needs root');
    const place = newRoot();
    put(place.root, 'builddir/closed', 'no');
    put(place.root, 'builddir/shut/inside', 'no');
    put(place.root, 'builddir/open', 'yes');
    chmodSync(join(place.root, 'builddir/closed'), 0o600);
    chmodSync(join(place.root, 'builddir/shut'), 0o700);
    chmodSync(place.folder, 0o777);
    const { names, list } = await runArchiver(place, {}, [
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      '--',
    ]);
    expect(names).toEqual(['/', '/builddir/', '/builddir/open']);
    expect(list).toContain('unreadable\t/builddir/closed\n');
    expect(list).toContain('unreadable\t/builddir/shut\n');
  });

  it('leaves out what lies deeper than it can follow, and says so', async () => {
    const place = newRoot();
    const script =
      'import os,sys\nos.chdir(sys.argv[1])\nfor i in range(1100):\n  os.mkdir("d"); os.chdir("d")';
    execFileSync('python3', ['-c', script, join(place.root, 'builddir')]);
    const { names, list } = await runArchiver(place);
    expect(names.length).toBeGreaterThan(1000);
    expect(list).toContain('too-deep\t/builddir/d/d');
  });

  it('keeps the holes of files', async () => {
    const place = newRoot();
    const path = join(place.root, 'builddir/huge');
    writeFileSync(path, 'begin');
    truncateSync(path, 3e8);
    const { file } = await runArchiver(place, { start: '/builddir' });
    expect(statSync(file).size).toBeLessThan(10_000);
    execFileSync('tar', ['xf', file, '-C', place.folder]);
    const unpacked = statSync(join(place.folder, 'a/root/builddir/huge'));
    expect(unpacked.size).toBe(3e8);
    expect(unpacked.blocks * 512).toBeLessThan(1e6);
  });

  it('is without a file whose hole would take hours to read through, and says so', async () => {
    const place = newRoot();
    const path = join(place.root, 'builddir/endless');
    writeFileSync(path, 'begin');
    truncateSync(path, 2 ** 42);
    const { names, list } = await runArchiver(place, { start: '/builddir' });
    expect(names).toEqual(['/builddir/']);
    expect(list).toContain('too-sparse\t/builddir/endless\n');
  });

  it('is zstd on request', async () => {
    const place = newRoot();
    put(place.root, 'builddir/file', 'x'.repeat(3_000_000));
    const { file, names } = await runArchiver(place, { compression: 'zstd', level: 3 });
    expect(readFileSync(file).subarray(0, 4).toString('hex')).toBe('28b52ffd');
    expect(names).toContain('/builddir/file');
  });

  it('is nothing when there is nothing to save', async () => {
    const place = newRoot();
    execFileSync('rm', ['-r', join(place.root, 'builddir')]);
    expect((await runArchiver(place)).reports).toEqual([{ missing: '/' }]);
    expect((await runArchiver(place, { start: '/builddir' })).reports).toEqual([{ missing: '/builddir' }]);
  });
});

describe('files that change while they are read', () => {
  it.each([
    ['shrinks', (path: string) => truncateSync(path, 100_000)],
    ['grows', (path: string) => writeFileSync(path, 'more', { flag: 'a' })],
  ])('leave a whole archive when one %s', async (how, change) => {
    const { root, folder } = newRoot();
    put(root, 'builddir/a-file', 'x'.repeat(1_000_000));
    put(root, 'builddir/b-file', 'after');
    const opened = Folder.openRoot(root);
    const filters = new Filters({ patterns: [], ignoreCase: false, prefix: 'root' });
    const leftOut = new LeftOut(join(folder, 'list'));
    const pieces: Buffer[] = [];
    let changed = false;
    const writer = new TreeWriter({
      maxBytes: 0,
      filters,
      leftOut,
      prefix: 'root',
      survey: await surveyRoot(opened, '/', filters),
      progress: () => undefined,
      output: {
        write: (data) => {
          pieces.push(Buffer.from(data));
          if (!changed && data[0] === 'x'.charCodeAt(0)) {
            changed = true;
            change(join(root, 'builddir/a-file'));
          }
          return Promise.resolve();
        },
        end: () => Promise.resolve(),
      },
    });
    await writer.write(opened, '/');
    await writer.end('left-out.txt');
    const file = join(folder, 'archive.tar');
    writeFileSync(file, Buffer.concat(pieces));
    expect(changed).toBe(true);
    expect(execFileSync('tar', ['xOf', file, 'root/builddir/b-file'], { encoding: 'utf8' })).toBe('after');
    expect(execFileSync('tar', ['xOf', file, 'root/builddir/a-file']).length).toBe(1_000_000);
    expect(execFileSync('tar', ['xOf', file, 'left-out.txt'], { encoding: 'utf8' })).toContain(
      'changed\t/builddir/a-file\n',
    );
  });
});

describe('headers', () => {
  const entry = { name: 'file', type: TYPES.file, mode: 0o6755, uid: 0, gid: 0, size: 0, mtime: 0 } as const;
  const show = (header: Buffer) => {
    const { folder } = newRoot();
    writeFileSync(join(folder, 'tar'), Buffer.concat([header, Buffer.alloc(1024)]));
    return execFileSync('tar', ['tvf', join(folder, 'tar'), '--numeric-owner', '--full-time'], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
  };

  it('carry setuid bits, large ids and old times', () => {
    expect(show(tarHeader({ ...entry, uid: 3_000_000_000, gid: 2_500_000, mtime: -86_400 }))).toMatch(
      /^-rwsr-sr-x 3000000000\/2500000 +0 1969-12-31 00:00:00/,
    );
  });

  it('carry sizes that the format has no room for', () => {
    const header = tarHeader({ ...entry, size: 9_000_000_000 }).toString('latin1');
    expect(header).toContain('19 size=9000000000\n');
    expect(tarHeader({ ...entry, size: 8 ** 11 - 1 }).length).toBe(512);
  });

  it.each([99, 100, 101, 155, 255, 256, 1000, 4000])('carry names of %d bytes', (length) => {
    const name = `${'folder/'.repeat(length)}`.slice(0, length - 1) + 'x';
    expect(show(tarHeader({ ...entry, name }))).toMatch(new RegExp(` ${name}$`));
    const linkName = 'l'.repeat(length);
    expect(show(tarHeader({ ...entry, type: TYPES.link, linkName }))).toMatch(new RegExp(` -> ${linkName}$`));
  });
});

describe('the archiver', () => {
  it('ends with whoever started it, also in the middle of a hole', async () => {
    const place = newRoot();
    const path = join(place.root, 'builddir/hole');
    writeFileSync(path, 'begin');
    truncateSync(path, LARGEST_SPARSE);
    // What starts it is killed once the archiver is at work.
    const running = startArchiver(place, { start: '/builddir' });
    await running.saidSomething;
    running.letGo();
    expect(await running.ended).toBe(3);
  });

  it('reads no more than the limit, whatever a file grows to after the survey', async () => {
    const place = newRoot();
    put(place.root, 'builddir/a-file', 'x'.repeat(300_000));
    await expect(runArchiver(place, { maxBytes: 200_000 })).rejects.toThrow(
      'the tree grew beyond the limit of 200000 bytes while it was read',
    );
  });

  it('waits for nobody: neither for a writer of a FIFO nor for a device', async () => {
    const place = newRoot();
    execFileSync('mkfifo', [join(place.root, 'builddir/pipe'), join(place.root, 'builddir/secret.keytab')]);
    if (isRoot) execFileSync('mknod', [join(place.root, 'builddir/zero.repo'), 'c', '1', '5']);
    symlinkSync('/builddir/pipe', join(place.root, 'builddir/pip.conf'));
    const { names } = await runArchiver(place, { start: '/builddir' });
    expect(names).toEqual([
      '/builddir/',
      '/builddir/pip.conf',
      '/builddir/pipe',
      ...(isRoot ? ['/builddir/zero.repo'] : []),
    ]);
  });
});
