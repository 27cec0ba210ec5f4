import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REPO_STATES, decodeResponse } from '@kojikit/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { quiet, temporaryFolder, temporarySettings } from '../../test/root-setup.js';
import { stubSession } from '../../test/session-stub.js';
import { makeTinyRepo } from '../../test/tiny-repo.js';
import { makeZstdRepo } from '../../test/zstd-repo.js';
import type { Backend } from '../backends/backend.js';
import { Leases } from '../buildroot/leases.js';
import { findProgram } from '../process/find-program.js';
import type { ProgramFinder } from '../process/find-program.js';
import { ProcessRecords } from '../process/process-records.js';
import { parseRepomd } from '../repodata/index.js';
import { runTask } from '../tasks/run-task.js';
import { RunningTask } from '../tasks/running-task.js';
import { createrepoWith } from './createrepo.js';

const missing: string[] = [];
for (const program of ['rpmbuild', 'createrepo_c', 'mergerepo_c', 'zstd'])
  if (!(await findProgram(program))) missing.push(program);

let tiny: string;
beforeAll(async () => {
  if (missing.length === 0) tiny = await makeTinyRepo(await temporaryFolder());
});

/** Runs the task over a repo of tag demo with the packages named; gives its result and reads its metadata. */
async function createrepo(find: ProgramFinder, packages: readonly string[], external: readonly unknown[]) {
  const settings = await temporarySettings();
  const top = join(settings.topdir, 'repos/demo/9');
  await mkdir(join(top, 'x86_64'), { recursive: true });
  await mkdir(join(settings.topdir, 'packages'));
  await symlink('../../../..', join(top, 'x86_64/toplink'));
  for (const name of packages) await copyFile(join(tiny, name), join(settings.topdir, 'packages', name));
  await writeFile(join(top, 'x86_64/pkglist'), packages.map((name) => `toplink/packages/${name}\n`).join(''));
  await writeFile(join(top, 'x86_64/blocklist'), '');
  const uploads = await temporaryFolder();
  const repo = { id: 9, state: REPO_STATES.INIT, tag_id: 3, tag_name: 'demo', create_event: 5 };
  const session = stubSession({ repoInfo: repo, getExternalRepoList: external }, uploads);
  const running = new RunningTask(12, 'createrepo', session);
  const task = { definition: createrepoWith(find), config: undefined, plugin: 'test' };
  const backend = undefined as unknown as Backend;
  const records = new ProcessRecords(join(settings.workdir, 'processes'));
  await runTask(running, task, [9, 'x86_64', null], {
    settings,
    backend,
    records,
    leases: new Leases(),
    log: quiet,
    resourcePrefix: [],
  });
  const report = session.calls.find(
    ({ method }) => method === 'host.closeTask' || method === 'host.failTask',
  );
  const [path, files] = decodeResponse(String(report?.params['response'])) as [string, string[]];
  const read = async (type: string): Promise<string> => {
    const { records } = await parseRepomd([await readFile(join(uploads, path, 'repomd.xml'))]);
    const location = records.find((record) => record.type === type)?.location ?? '';
    return gunzipSync(await readFile(join(uploads, path, location.replace('repodata/', '')))).toString(
      'utf8',
    );
  };
  const log = (name: string): Promise<string> => readFile(join(uploads, path, name), 'utf8');
  return { path, files, read, log };
}

const finders: { name: string; find: ProgramFinder }[] = [
  { name: 'createrepo_c', find: findProgram },
  { name: 'our own writer', find: () => Promise.resolve(undefined) },
];

describe.each(finders)('createrepo with $name', ({ find }) => {
  it('describes the packages of the tag where the repo has them', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { path, files, read } = await createrepo(find, ['tinyextra-1-1.x86_64.rpm'], []);
    expect(path).toBe('tasks/12/12');
    expect(files).toContain('repomd.xml');
    expect(files).not.toContain('EMPTY_REPO');
    expect(await read('primary')).toMatch(/location href="toplink\/packages\/tinyextra-1-1\.x86_64\.rpm"/);
  });

  it('marks a repo without packages as empty', async () => {
    const { files, read } = await createrepo(find, [], []);
    expect(files).toEqual(expect.arrayContaining(['repomd.xml', 'EMPTY_REPO']));
    expect(await read('primary')).toMatch(/packages="0"/);
  });

  it('merges external repos and says where each package comes from', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const external = [
      { external_repo_id: 1, url: `file://${join(tiny, '..')}/$arch/`, merge_mode: 'bare', arches: null },
    ];
    const { files, read } = await createrepo(find, [], external);
    expect(files).not.toContain('EMPTY_REPO');
    expect(await read('primary')).toMatch(/<name>tinyfs<\/name>/);
    const origins = (await read('origin')).trim().split('\n').sort();
    expect(origins).toEqual([
      expect.stringMatching(/^tinyextra-(0:)?1-1\.x86_64\tfile:\/\/\S+\/x86_64\/$/),
      expect.stringMatching(/^tinyfs-(0:)?1-1\.x86_64\tfile:\/\/\S+\/x86_64\/$/),
    ]);
  });
});

/** A mergerepo_c that notes how it was called and merges nothing; it reads zstd or complains as older ones do. */
async function standIn(complaint: string): Promise<{ find: ProgramFinder; calls: () => Promise<string[]> }> {
  const folder = await temporaryFolder();
  const program = join(folder, 'mergerepo_c');
  await writeFile(
    program,
    [
      '#!/bin/sh',
      `[ "$1" = --version ] && { echo 'Version: 1.1.0 (Features: )'; exit; }`,
      `echo "$@" >> ${folder}/calls`,
      `while [ $# -gt 0 ]; do last=$1; [ "$1" = -o ] && mkdir -p "$2/repodata" && echo '<repomd/>' > "$2/repodata/repomd.xml"; shift; done`,
      complaint,
      '',
    ].join('\n'),
  );
  await chmod(program, 0o755);
  return {
    find: (name) => (name === 'mergerepo_c' ? Promise.resolve(program) : findProgram(name)),
    calls: async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n'),
  };
}

describe('external repos that are compressed with zstd', () => {
  let external: { external_repo_id: number; url: string; merge_mode: string; arches: null }[];
  beforeAll(async () => {
    if (missing.length > 0) return;
    const folder = await temporaryFolder();
    await makeZstdRepo(tiny, join(folder, 'x86_64'));
    external = [{ external_repo_id: 1, url: `file://${folder}/$arch/`, merge_mode: 'koji', arches: null }];
  });

  it('are in the repo, whatever the installed mergerepo_c reads', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { read } = await createrepo(findProgram, [], external);
    expect(await read('primary')).toMatch(/<name>tinyfs<\/name>/);
  });

  it('are merged by ourselves where mergerepo_c leaves them out in silence', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { find, calls } = await standIn('echo "Critical: Cannot load repo" >&2');
    const { read, log } = await createrepo(find, [], external);
    expect(await read('primary')).toMatch(/<name>tinyfs<\/name>/);
    expect(await log('mergerepos.log')).toMatch(
      /mergerepo_c cannot read zstd, with which the metadata of file:/,
    );
    expect(await calls()).toHaveLength(1);
  });

  it('are left to a mergerepo_c that reads them', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { find, calls } = await standIn('zstd -tq "${last#file://}"repodata/*.zst || echo Critical');
    const { files } = await createrepo(find, [], external);
    expect(files).toEqual(['repomd.xml']);
    const [, merge = ''] = await calls();
    expect(merge).toContain(`-r ${external[0]?.url.replace('$arch', 'x86_64')}`);
  });
});

it('does not try out what mergerepo_c reads where nothing is compressed with zstd', async (context) => {
  if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
  const { find, calls } = await standIn('exit 0');
  await createrepo(
    find,
    [],
    [{ external_repo_id: 1, url: `file://${join(tiny, '..')}/$arch/`, merge_mode: 'koji', arches: null }],
  );
  expect(await calls()).toHaveLength(1);
});
