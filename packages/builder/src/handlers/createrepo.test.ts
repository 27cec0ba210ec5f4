import { appendFile, copyFile, mkdir, readFile, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REPO_STATES, decodeResponse } from '@kojikit/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeOldRepodata } from '../../test/old-repodata.js';
import { quiet, temporaryFolder, temporarySettings } from '../../test/root-setup.js';
import { stubSession } from '../../test/session-stub.js';
import { makeTinyRepo } from '../../test/tiny-repo.js';
import { makeZstdRepo } from '../../test/zstd-repo.js';
import type { Backend } from '../backends/backend.js';
import type { BuilderSettings } from '../config/settings.js';
import { Leases } from '../buildroot/leases.js';
import { findProgram } from '../process/find-program.js';
import type { ProgramFinder } from '../process/find-program.js';
import { ProcessRecords } from '../process/process-records.js';
import { parseRepomd } from '../repodata/index.js';
import { runTask } from '../tasks/run-task.js';
import { RunningTask } from '../tasks/running-task.js';
import { createrepoWith } from './createrepo.js';

const missing: string[] = [];
for (const program of ['rpmbuild', 'createrepo_c', 'zstd'])
  if (!(await findProgram(program))) missing.push(program);

let tiny: string;
beforeAll(async () => {
  if (missing.length === 0) tiny = await makeTinyRepo(await temporaryFolder());
});

interface OlderRepo {
  /** Packages of an older repo, whose metadata are used again. */
  readonly old: readonly string[];
  /** A list of the older repo that is damaged. */
  readonly damage?: 'primary' | 'other';
  /** A package whose file has got another time since. */
  readonly touched?: string;
  readonly settings?: Partial<BuilderSettings>;
}

/** Runs the task over a repo of tag demo with the packages named; gives its result and reads its metadata. */
async function createrepo(
  find: ProgramFinder,
  packages: readonly string[],
  external: readonly unknown[],
  older?: OlderRepo,
) {
  const settings = await temporarySettings(older?.settings);
  const top = join(settings.topdir, 'repos/demo/9');
  await mkdir(join(settings.topdir, 'packages'));
  for (const name of new Set([...packages, ...(older?.old ?? [])]))
    await copyFile(join(tiny, name), join(settings.topdir, 'packages', name));
  const location = (name: string): string => `toplink/packages/${name}`;
  for (const folder of [top, join(top, '../8')]) {
    await mkdir(join(folder, 'x86_64'), { recursive: true });
    await symlink('../../../..', join(folder, 'x86_64/toplink'));
  }
  await writeFile(join(top, 'x86_64/pkglist'), packages.map((name) => `${location(name)}\n`).join(''));
  await writeFile(join(top, 'x86_64/blocklist'), '');
  if (older) await makeOlder(join(top, '../8/x86_64'), older, location);
  const uploads = await temporaryFolder();
  const repo = { state: REPO_STATES.INIT, tag_id: 3, tag_name: 'demo', create_event: 5 };
  const answers = {
    repoInfo: ({ repo_id: id }: Readonly<Record<string, unknown>>) => ({ id, ...repo }),
    getExternalRepoList: external,
  };
  const session = stubSession(answers, uploads);
  const running = new RunningTask(12, 'createrepo', session);
  const task = { definition: createrepoWith(find), config: undefined, plugin: 'test' };
  const backend = undefined as unknown as Backend;
  const records = new ProcessRecords(join(settings.workdir, 'processes'));
  await runTask(running, task, [9, 'x86_64', older ? { id: 8 } : null], {
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
  const failed = report?.method === 'host.failTask';
  const response = String(report?.params['response']);
  const [path, files] = failed ? ['tasks/12/12', []] : (decodeResponse(response) as [string, string[]]);
  const read = async (type: string): Promise<string> => {
    const { records } = await parseRepomd([await readFile(join(uploads, path, 'repomd.xml'))]);
    const location = records.find((record) => record.type === type)?.location ?? '';
    return gunzipSync(await readFile(join(uploads, path, location.replace('repodata/', '')))).toString(
      'utf8',
    );
  };
  const log = (name: string): Promise<string> => readFile(join(uploads, path, name), 'utf8');
  return { path, files, read, log, failure: failed ? response : undefined };
}

async function makeOlder(
  folder: string,
  older: OlderRepo,
  location: (name: string) => string,
): Promise<void> {
  await writeOldRepodata(folder, older.old.map(location), 'from the old repo');
  const names = await readdir(join(folder, 'repodata'));
  const damaged = names.find((name) => older.damage && name.endsWith(`-${older.damage}.xml.gz`));
  if (damaged) await appendFile(join(folder, 'repodata', damaged), 'x');
  if (older.touched) await utimes(join(folder, location(older.touched)), 1, 1);
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

it('merges external repos that are compressed with zstd', async (context) => {
  if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
  const folder = await temporaryFolder();
  await makeZstdRepo(tiny, join(folder, 'x86_64'));
  const url = `file://${folder}/$arch/`;
  const external = [{ external_repo_id: 1, url, merge_mode: 'koji', arches: null }];
  const { read } = await createrepo(findProgram, [], external);
  expect(await read('primary')).toMatch(/<name>tinyfs<\/name>/);
});

it('names the external repo that cannot be read, without the password for it', async () => {
  const url = 'http://me:secret@127.0.0.1:9/$arch/';
  const external = [{ external_repo_id: 1, url, merge_mode: 'koji', arches: null }];
  const { failure, log } = await createrepo(findProgram, [], external);
  expect(failure).toMatch(/failed to merge repos: Cannot load http:\/\/\S*127\.0\.0\.1:9\/x86_64\//);
  expect(failure).not.toContain('secret');
  expect(await log('mergerepos.log')).not.toContain('secret');
});

describe('createrepo after an older repo', () => {
  const both = ['tinyextra-1-1.x86_64.rpm', 'tinyfs-1-1.x86_64.rpm'];
  const summaries = (xml: string): string[] =>
    [...xml.matchAll(/<summary>([^<]*)<\/summary>/g)].map(([, summary]) => summary ?? '').sort();

  it('takes over what that says of the same places, and reads the rest', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { read, log, files } = await createrepo(findProgram, both, [], {
      old: ['tinyextra-1-1.x86_64.rpm'],
    });
    expect(summaries(await read('primary'))).toEqual(['from the old repo', 'test']);
    expect((await read('filelists')).match(/<package /g)).toHaveLength(2);
    expect(await read('other')).toMatch(/packages="2"/);
    expect(await log('createrepo.log')).toMatch(
      /repo 8 describes 1 of the packages; wrote metadata of 2 packages/,
    );
    expect(files.filter((name) => name.includes('sqlite'))).toEqual([]);
  });

  it('leaves out packages that are in the tag no more', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { read } = await createrepo(findProgram, ['tinyfs-1-1.x86_64.rpm'], [], { old: both });
    expect(summaries(await read('primary'))).toEqual(['from the old repo']);
    expect(await read('filelists')).not.toContain('tinyextra');
  });

  it('reads a package again whose file has changed, where files are looked at', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const options = { old: both, touched: 'tinyfs-1-1.x86_64.rpm' };
    const trusting = await createrepo(findProgram, both, [], options);
    expect(summaries(await trusting.read('primary'))).toEqual(['from the old repo', 'from the old repo']);
    const looking = await createrepo(findProgram, both, [], {
      ...options,
      settings: { createrepo_skip_stat: false },
    });
    expect(summaries(await looking.read('primary'))).toEqual(['from the old repo', 'test']);
  });

  it.for(finders)('reads all with $name where the old metadata are damaged', async ({ find }, context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    for (const damage of ['primary', 'other'] as const) {
      const { read } = await createrepo(find, both, [], { old: both, damage });
      expect(summaries(await read('primary'))).toEqual(['test', 'test']);
    }
  });

  it('reads all where createrepo_update is off', async (context) => {
    if (missing.length > 0) context.skip(`not installed: ${missing.join(', ')}`);
    const { read } = await createrepo(findProgram, both, [], {
      old: both,
      settings: { createrepo_update: false },
    });
    expect(summaries(await read('primary'))).toEqual(['test', 'test']);
  });
});
