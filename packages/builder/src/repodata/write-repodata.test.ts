import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRepomd } from './read-repomd.js';
import { writeRepodata } from './write-repodata.js';

const fixtures = join(
  dirname(createRequire(import.meta.url).resolve('@kojikit/rpm/package.json')),
  'fixtures',
);
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-repodata-'));
const packages = join(scratch, 'packages');
const groupsFile = join(scratch, 'groups.xml');

const SPEC = `
Name: nasty
Version: 1.0
Release: 1
Epoch: 3
Summary: Text with <tags> & "quotes"
License: MIT
BuildArch: noarch
Requires: libc.so.6(GLIBC_2.2.5)(64bit) libc.so.6(GLIBC_2.34)(64bit) libc.so.6()(64bit) libc.so.6(GLIBC_2.4)(64bit)
Requires(post): /bin/sh
Requires(preun): pre-un
Requires: /usr/bin/nasty /srv/data
Requires: (foo >= 1.0 if bar)
Requires: repeated >= 1
Requires: virtual = 2
Provides: virtual = 2
Provides: other = 7:1.2-3
Conflicts: enemy <= 2-1
Obsoletes: old < 0:3
Recommends: nice
Suggests: nicer > 1
Supplements: (a and b)
Enhances: more
%description
Line one
	tab & <b>bold</b> "quoted" é
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/etc/nasty %{buildroot}/usr/lib "%{buildroot}/srv/data/a & <b>"
echo x > %{buildroot}/usr/bin/nasty
echo x > %{buildroot}/usr/lib/sendmail
echo x > %{buildroot}/etc/nasty/nasty.conf
%files
/usr/bin/nasty
/usr/lib/sendmail
%dir /etc/nasty
%config /etc/nasty/nasty.conf
/srv/data
%ghost /var/log/nasty.log
%changelog
${Array.from({ length: 14 }, (unused, index) => `* Tue Jan 0${5 - Math.floor(index / 4)} 2021 A <a@b.c> - ${14 - index}\n- entry <${index}>`).join('\n')}
`;

/** Why a test that compares with a program cannot run, for `skip`. */
function lacks(program: string): [boolean, string] {
  return [spawnSync(program, ['--version']).status !== 0, `${program} is not installed`];
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}

function items() {
  return readdirSync(packages)
    .filter((name) => name.endsWith('.rpm'))
    .sort()
    .map((name) => ({ path: join(packages, name), location: name }));
}

function content(repository: string, list: string): string {
  const directory = join(repository, 'repodata');
  const name = readdirSync(directory).find((file) => file.endsWith(`-${list}`));
  if (name === undefined) throw new Error(`no ${list} in ${directory}`);
  return gunzipSync(readFileSync(join(directory, name))).toString();
}

/** The elements of a list by package, so that the order of packages does not matter. */
function elements(xml: string): string[] {
  return xml
    .split(/^(?=<package )/m)
    .slice(1)
    .map((text) => text.replace(/<\/\w+>$/, ''))
    .sort();
}

const dnfOptions = (repository: string) => [
  '-q',
  '--releasever=1',
  `--installroot=${join(scratch, 'root')}`,
  `--repofrompath=x,file://${repository}`,
  '--repo=x',
  '--setopt=x.gpgcheck=0',
  '--setopt=plugins=0',
  '--setopt=reposdir=/nonexistent',
  `--setopt=cachedir=${mkdtempSync(join(scratch, 'cache-'))}`,
];

beforeAll(() => {
  mkdirSync(packages);
  for (const name of readdirSync(fixtures)) {
    if (name.endsWith('.rpm')) copyFileSync(join(fixtures, name), join(packages, name));
  }
  writeFileSync(groupsFile, '<?xml version="1.0"?>\n<comps><group><id>build</id></group></comps>\n');
  if (lacks('rpmbuild')[0]) return;
  writeFileSync(join(scratch, 'nasty.spec'), SPEC);
  const top = join(scratch, 'build');
  run('rpmbuild', ['-ba', '--quiet', '--nodeps', '--define', `_topdir ${top}`, join(scratch, 'nasty.spec')]);
  for (const name of ['RPMS/noarch/nasty-1.0-1.noarch.rpm', 'SRPMS/nasty-1.0-1.src.rpm']) {
    copyFileSync(join(top, name), join(packages, name.slice(name.lastIndexOf('/') + 1)));
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe('writeRepodata', () => {
  it('writes files that are what repomd.xml says of them', async () => {
    const directory = join(scratch, 'described');
    const files = await writeRepodata({ directory, packages: items(), groupsFile, revision: '17' });
    expect(files).toEqual(expect.arrayContaining(readdirSync(join(directory, 'repodata'))));
    const repomd = await readRepomd(directory);
    expect(repomd.revision).toBe('17');
    expect(repomd.records.map((record) => record.type)).toEqual([
      'primary',
      'filelists',
      'other',
      'group',
      'group_gz',
    ]);
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const record of repomd.records) {
      const bytes = readFileSync(join(directory, record.location));
      expect(record).toMatchObject({ checksum: sha256(bytes), size: bytes.length });
      expect(record.location).toContain(record.checksum);
      if (!record.location.endsWith('.gz')) continue;
      const open = gunzipSync(bytes);
      expect(record).toMatchObject({ openChecksum: sha256(open), openSize: open.length });
    }
  });

  it('writes an empty repository', async () => {
    const directory = join(scratch, 'empty');
    await writeRepodata({ directory, packages: [] });
    expect(content(directory, 'primary.xml.gz')).toContain('packages="0"');
  });

  it('names the base of locations when asked', async () => {
    const directory = join(scratch, 'based');
    await writeRepodata({ directory, packages: items().slice(0, 1), baseUrl: 'http://example.com/a&b' });
    expect(content(directory, 'primary.xml.gz')).toContain(
      '<location xml:base="http://example.com/a&amp;b" href="monopkg-3.1-2.el.noarch.rpm"/>',
    );
  });

  it('replaces old repodata only when the new is complete', async () => {
    const directory = join(scratch, 'replaced');
    await writeRepodata({ directory, packages: items(), revision: '1' });
    const broken = join(scratch, 'broken.rpm');
    writeFileSync(broken, readFileSync(items()[0]?.path ?? '').subarray(0, 3000));
    await expect(
      writeRepodata({
        directory,
        packages: [...items(), { path: broken, location: 'broken.rpm' }],
        revision: '2',
      }),
    ).rejects.toThrow(`${broken}: Invalid rpm: header is truncated`);
    expect((await readRepomd(directory)).revision).toBe('1');
    expect(readdirSync(directory)).toEqual(['repodata']);

    mkdirSync(join(directory, '.repodata'));
    writeFileSync(join(directory, '.repodata', 'left over'), '');
    await writeRepodata({ directory, packages: [], revision: '3' });
    expect((await readRepomd(directory)).revision).toBe('3');
    expect(readdirSync(directory)).toEqual(['repodata']);
  });

  it('says of every package what createrepo_c says', async ({ skip }) => {
    skip(...lacks('createrepo_c'));
    const theirs = join(scratch, 'theirs');
    mkdirSync(theirs);
    run('createrepo_c', ['-q', '-o', theirs, packages]);
    const directory = join(scratch, 'ours');
    await writeRepodata({ directory, packages: items() });
    for (const list of ['primary.xml.gz', 'filelists.xml.gz', 'other.xml.gz']) {
      const expected = elements(content(theirs, list));
      expect(expected).toHaveLength(items().length);
      expect(elements(content(directory, list)), list).toEqual(expected);
    }
  });

  it('is read by modifyrepo_c and mergerepo_c', async ({ skip }) => {
    skip(...lacks('modifyrepo_c'));
    const directory = join(scratch, 'modified');
    await writeRepodata({ directory, packages: items(), groupsFile });
    const extra = join(scratch, 'extra.txt');
    writeFileSync(extra, 'extra');
    run('modifyrepo_c', ['--mdtype=extra', extra, join(directory, 'repodata')]);
    expect((await readRepomd(directory)).records.map((record) => record.type)).toContain('extra');
    const merged = join(scratch, 'merged-by-c');
    mkdirSync(merged);
    run('mergerepo_c', ['--all', '-o', merged, '-r', directory]);
    expect(elements(content(merged, 'primary.xml.gz'))).toHaveLength(items().length);
  });

  it('is read by dnf', async ({ skip }) => {
    skip(...lacks('dnf'));
    const directory = join(scratch, 'for-dnf');
    await writeRepodata({ directory, packages: items(), groupsFile });
    const query = (...args: string[]) =>
      run('dnf', [...dnfOptions(directory), 'repoquery', '--qf', '%{name}-%{evr}.%{arch}', ...args])
        .trim()
        .split('\n');
    const all = query('*');
    expect(all).toHaveLength(items().length);
    expect(all).toContain('tinylib-2:1.0-1.x86_64');
    expect(query('--whatprovides', 'virtual-tiny')).toEqual([
      'tinylib-2:1.0-1.x86_64',
      'tinylib-2:1.0-2.x86_64',
    ]);
    expect(query('--file', '/usr/share/tinylib/data.txt')).toHaveLength(2);
    expect(query('--whatrecommends', 'tinylib-doc')).toHaveLength(2);
  });
});
