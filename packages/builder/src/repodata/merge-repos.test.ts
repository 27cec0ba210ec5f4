import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MergeMode } from './merge-plan.js';
import { mergeRepos } from './merge-repos.js';
import { readRepomd } from './read-repomd.js';
import { writeRepodata } from './write-repodata.js';

const fixtures = join(
  dirname(createRequire(import.meta.url).resolve('@kojikit/rpm/package.json')),
  'fixtures',
);
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-merge-'));
const local = join(scratch, 'local');
const remote = join(scratch, 'remote');
const groupsFile = join(scratch, 'groups.xml');
const CASES: Array<[mode: MergeMode, blocked: string[]]> = [
  ['koji', []],
  ['koji', ['monopkg']],
  ['simple', []],
  ['simple', ['tinylib']],
  ['bare', []],
];

/** Why a test that compares with a program cannot run, for `skip`. */
function lacks(program: string): [boolean, string] {
  return [spawnSync(program, ['--version']).status !== 0, `${program} is not installed`];
}

function write(directory: string, names: readonly string[], groups?: string): Promise<string[]> {
  const packages = names.map((name) => ({ path: join(fixtures, name), location: name }));
  return writeRepodata({ directory, packages, groupsFile: groups });
}

function content(repository: string, suffix: string): string {
  const directory = join(repository, 'repodata');
  const name = readdirSync(directory).find((file) => file.endsWith(suffix));
  if (name === undefined) throw new Error(`no ${suffix} in ${directory}`);
  const bytes = readFileSync(join(directory, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

/** Elements of packages; one without content may be written in two ways. */
function elements(xml: string): string[] {
  return xml
    .replace(/<([\w:]+)><\/\1>/g, '<$1/>')
    .split(/^(?=<package )/m)
    .slice(1)
    .map((text) => text.slice(0, text.indexOf('</package>')))
    .sort();
}

const sortedLines = (text: string) => text.trim().split('\n').sort();

let server: Server;
let base: string;
/** Called when a file is asked for of which only the beginning comes. */
let stalled: () => void = () => undefined;

beforeAll(async () => {
  writeFileSync(groupsFile, '<?xml version="1.0"?>\n<comps><group><id>build</id></group></comps>\n');
  await write(local, ['tinylib-1.0-1.x86_64.rpm', 'tinylib-doc-1.0-1.noarch.rpm']);
  await write(
    remote,
    [
      'tinylib-1.0-1.x86_64.rpm',
      'tinylib-1.0-2.x86_64.rpm',
      'tinylib-1.0-2.src.rpm',
      'tinylib-doc-1.0-2.noarch.rpm',
      'monopkg-3.1-2.el.noarch.rpm',
    ],
    groupsFile,
  );
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/moved/')) {
      response.writeHead(302, { location: path.replace('/moved/', '/') }).end();
      return;
    }
    if (path.startsWith('/stalls/') && !path.endsWith('repomd.xml')) {
      response.writeHead(200).write('x');
      stalled();
      return;
    }
    if (path.startsWith('/secret/') && request.headers.authorization !== `Basic ${btoa('me:p@ss')}`) {
      response.writeHead(401).end();
      return;
    }
    try {
      const bytes = readFileSync(join(remote, path.replace(/^\/(secret|stalls)\//, '/')));
      // Some servers take the ending of the name for an encoding of the transfer.
      response.writeHead(200, path.endsWith('.gz') ? { 'content-encoding': 'x-gzip' } : {}).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(scratch, { recursive: true });
});

describe('mergeRepos', () => {
  it.for(CASES)('takes in mode %s what mergerepo_c takes, blocked: %j', async ([mode, blocked], { skip }) => {
    skip(...lacks('mergerepo_c'));
    const theirs = mkdtempSync(join(scratch, 'theirs-'));
    const options = { koji: ['--koji'], simple: ['--koji', '--simple'], bare: ['--pkgorigins', '--all'] }[
      mode
    ];
    const repositories = [`file://${local}/`, `file://${remote}`];
    const args = [...options, '-a', 'x86_64', '--arch-expand', '-g', groupsFile, '-o', theirs];
    const blocklist = join(scratch, 'blocklist');
    writeFileSync(blocklist, blocked.join('\n'));
    if (mode !== 'bare') args.push('-b', blocklist);
    const merged = spawnSync('mergerepo_c', [...args, ...repositories.flatMap((url) => ['-r', url])]);
    expect(merged.status, merged.stderr.toString()).toBe(0);

    const directory = mkdtempSync(join(scratch, 'ours-'));
    await mergeRepos({
      directory,
      repositories,
      mode,
      arch: 'x86_64',
      blocked,
      groupsFile,
      workDirectory: scratch,
    });
    for (const list of ['primary.xml.gz', 'filelists.xml.gz', 'other.xml.gz']) {
      expect(elements(content(directory, list)), list).toEqual(elements(content(theirs, list)));
    }
    expect(sortedLines(content(directory, 'pkgorigins.gz'))).toEqual(
      sortedLines(content(theirs, 'pkgorigins.gz')),
    );
    expect(content(directory, 'comps.xml')).toBe(content(theirs, 'groups.xml'));
  });

  it('reads over http, through redirections, and undisturbed by encodings', async () => {
    const directory = mkdtempSync(join(scratch, 'http-'));
    await mergeRepos({
      directory,
      repositories: [local, `${base}/moved`],
      mode: 'koji',
      arch: 'x86_64',
      workDirectory: scratch,
    });
    expect(content(directory, 'pkgorigins.gz')).toBe(
      [
        `tinylib-1.0-1.x86_64\tfile://${local}/`,
        `tinylib-doc-1.0-1.noarch\tfile://${local}/`,
        `monopkg-3.1-2.el.noarch\t${base}/moved/`,
        '',
      ].join('\n'),
    );
    const primary = content(directory, 'primary.xml.gz');
    expect(primary).toContain('<location href="tinylib-1.0-1.x86_64.rpm"/>');
    expect(primary).toContain(`<location xml:base="${base}/moved" href="monopkg-3.1-2.el.noarch.rpm"/>`);
    expect(content(directory, 'comps.xml')).toBe(readFileSync(groupsFile, 'utf8'));
    expect((await readRepomd(directory)).records.map((record) => record.type)).toEqual([
      'primary',
      'filelists',
      'other',
      'group',
      'group_gz',
      'origin',
    ]);
    expect(readdirSync(scratch)).not.toContain('repository-metadata');
  });

  it('ends in the middle of a file when it is told to', async () => {
    const stop = new AbortController();
    stalled = () => stop.abort(new Error('the task was canceled'));
    const merging = mergeRepos({
      directory: mkdtempSync(join(scratch, 'stopped-')),
      repositories: [local, `${base}/stalls`],
      mode: 'koji',
      arch: 'x86_64',
      workDirectory: scratch,
      signal: stop.signal,
    });
    await expect(merging).rejects.toThrow('the task was canceled');
    expect(readdirSync(scratch)).not.toContain('repository-metadata');
  });

  it('logs in with the name and password of the URL, and keeps them out of errors', async () => {
    const url = base.replace('//', '//me:p%40ss@');
    expect((await readRepomd(`${url}/secret/`)).records).toHaveLength(5);
    await expect(readRepomd(`${base}/secret`)).rejects.toThrow('401');
    await expect(readRepomd(`${url}/nothing`)).rejects.toThrow(
      `Cannot load ${base}/nothing/repodata/repomd.xml: Cannot load ${base}/nothing/repodata/repomd.xml: 404`,
    );
  });

  it('keeps what it had when a repository is missing or not what its index says', async () => {
    const directory = mkdtempSync(join(scratch, 'kept-'));
    await write(directory, []);
    const before = readdirSync(join(directory, 'repodata'));
    const damaged = join(scratch, 'damaged');
    await write(damaged, ['monopkg-3.1-2.el.noarch.rpm']);
    const data = join(damaged, 'repodata');
    const primary = readdirSync(data).find((name) => name.endsWith('primary.xml.gz')) ?? '';
    const bytes = readFileSync(join(data, primary));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(data, primary), bytes);
    const merge = (repository: string) =>
      mergeRepos({
        directory,
        repositories: [local, repository],
        mode: 'bare',
        arch: 'x86_64',
        workDirectory: scratch,
      });
    await expect(merge(damaged)).rejects.toThrow('does not have the checksum that repomd.xml names');
    await expect(merge(join(scratch, 'nowhere'))).rejects.toThrow('repomd.xml');
    await expect(merge('ftp://127.0.0.1/x')).rejects.toThrow('http, https and file, not ftp:');
    await expect(merge('http://127.0.0.1:9/')).rejects.toThrow(
      'Cannot reach http://127.0.0.1:9/repodata/repomd.xml',
    );
    expect(readdirSync(join(directory, 'repodata'))).toEqual(before);
  });

  it('refuses an index that is not well-formed or asks for files of this machine', async () => {
    const odd = join(remote, 'odd', 'repodata');
    mkdirSync(odd, { recursive: true });
    writeFileSync(join(odd, 'repomd.xml'), '<repomd><data type="primary">');
    await expect(readRepomd(`${base}/odd`)).rejects.toThrow('not well-formed');
    const record = '<checksum type="sha256">00</checksum><location xml:base="file:///etc" href="passwd"/>';
    writeFileSync(join(odd, 'repomd.xml'), `<repomd><data type="primary">${record}</data></repomd>`);
    const directory = mkdtempSync(join(scratch, 'odd-'));
    await expect(
      mergeRepos({
        directory,
        repositories: [`${base}/odd`],
        mode: 'koji',
        arch: 'x86_64',
        workDirectory: scratch,
      }),
    ).rejects.toThrow('points to a local file');
  });

  it('puts notices of updates and module documents of all repositories together', async () => {
    const first = join(scratch, 'first');
    const second = join(scratch, 'second');
    for (const [index, directory] of [first, second].entries()) {
      await write(directory, []);
      const sha256 = (name: string, text: string) => {
        writeFileSync(join(directory, 'repodata', name), text);
        return spawnSync('sha256sum', [join(directory, 'repodata', name)])
          .stdout.toString()
          .slice(0, 64);
      };
      const updates = sha256('u.xml', `<updates><update type="bugfix"><id>U${index}</id></update></updates>`);
      const modules = sha256('m.yaml', `---\ndocument: ${index}\n...`);
      const repomd = join(directory, 'repodata', 'repomd.xml');
      const more = [
        ['updateinfo', 'u.xml', updates],
        ['modules', 'm.yaml', modules],
      ].map(
        ([type, name, sum]) =>
          `<data type="${type}"><checksum type="sha256">${sum}</checksum><location href="repodata/${name}"/></data>`,
      );
      writeFileSync(repomd, readFileSync(repomd, 'utf8').replace('</repomd>', `${more.join('')}</repomd>`));
    }
    const directory = mkdtempSync(join(scratch, 'more-'));
    await mergeRepos({
      directory,
      repositories: [first, second],
      mode: 'bare',
      arch: 'x86_64',
      workDirectory: scratch,
    });
    expect(content(directory, 'updateinfo.xml.gz')).toContain(
      '<update type="bugfix"><id>U0</id></update>\n<update type="bugfix"><id>U1</id></update>',
    );
    expect(content(directory, 'modules.yaml.gz')).toBe('---\ndocument: 0\n...\n---\ndocument: 1\n...\n');
  });
});
