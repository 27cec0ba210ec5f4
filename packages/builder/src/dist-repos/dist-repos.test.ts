import { lstat, mkdir, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import { describeNeeding, SigningKey } from '@kojikit/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { HubWithBuilder, type EndedTask } from '../../test/hub-with-builder.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { addSignature, buildTinyPackages, importPackages, signCopies } from '../../test/tiny-packages.js';
import { findProgram } from '../process/find-program.js';
import { readRepomd } from '../repodata/index.js';

const missing: string[] = [];
for (const program of ['rpmbuild', 'createrepo_c', 'gpg', 'rpmsign'])
  if (!(await findProgram(program))) missing.push(program);

describeNeeding(missing.length > 0 ? `${missing.join(', ')} not installed` : undefined, 'dist repos', () => {
  let folder: string;
  let key: SigningKey;
  let files: Map<string, string>;
  let newer: Map<string, string>;
  let signed: Map<string, string>;
  let site: HubWithBuilder;
  beforeAll(async () => {
    folder = await temporaryFolder();
    key = await SigningKey.create(folder);
    files = await buildTinyPackages(folder, { name: 'tool' });
    newer = await buildTinyPackages(folder, { name: 'tool', version: '2' });
    signed = await signCopies(key, files, folder);
  });
  afterAll(() => key?.close());
  beforeEach(async () => {
    site = await HubWithBuilder.start();
    await site.admin.call('createTag', ['dist'], { arches: 'x86_64' });
    await importPackages(site.hub, files, 'dist');
  });

  const sign = async (...names: string[]) => {
    for (const name of names) await addSignature(site.hub, signed.get(name) ?? name);
  };
  const signAll = () => sign('tool.x86_64', 'tool-doc.noarch', 'tool-debuginfo.x86_64');
  const request = (options: object, keys: readonly string[] = [key.id]): Promise<number> =>
    site.admin.call('distRepo', ['dist', keys], { arch: ['x86_64'], ...options });
  const make = async (options: object, keys?: readonly string[]): Promise<EndedTask & { id: number }> => {
    const id = await request(options, keys);
    return { id, ...(await site.end(id)) };
  };
  const succeed = async (...args: Parameters<typeof make>) => {
    const ended = await make(...args);
    expect(ended).toMatchObject({ state: TASK_STATES.CLOSED });
    return join(site.hub.topdir, 'repos-dist/dist', /\d+/.exec(String(ended.result))?.[0] ?? '');
  };
  const log = async (task: number, name: string): Promise<string> => {
    const [child] = await site.admin.call<{ id: number }[]>('listTasks', [{ parent: task }]);
    const path = join(site.hub.topdir, 'work/tasks', String(child?.id), String(child?.id), name);
    return readFile(path, 'utf8');
  };
  const lines = async (repo: string, name: string): Promise<string[]> =>
    (await readFile(join(repo, name), 'utf8')).trimEnd().split('\n');
  const listed = async (repo: string): Promise<string[]> => {
    const { records } = await readRepomd(repo);
    const primary = records.find(({ type }) => type === 'primary');
    const text = gunzipSync(await readFile(join(repo, primary?.location ?? ''))).toString();
    return [...text.matchAll(/<location href="([^"]+)"/g)].map(([, path]) => path ?? '').sort();
  };

  it('hold the signed copies of the packages of a tag, in a folder for each arch', async () => {
    await signAll();
    await sign('tool.src');
    const repo = await succeed({ write_signed_rpms: true, arch: ['x86_64', 'src'] });
    expect((await readdir(repo)).sort()).toEqual(['repo.json', 'src', 'x86_64']);
    expect((await readdir(join(repo, 'x86_64'))).sort()).toEqual([
      'Packages',
      'kojipkgs',
      'pkglist',
      'repodata',
    ]);
    const places = ['tool-1-1.x86_64.rpm', 'tool-debuginfo-1-1.x86_64.rpm', 'tool-doc-1-1.noarch.rpm'].map(
      (name) => `Packages/t/${name}`,
    );
    expect(await listed(join(repo, 'x86_64'))).toEqual(places);
    expect((await lines(repo, 'x86_64/pkglist')).sort()).toEqual(places);
    expect(await listed(join(repo, 'src'))).toEqual(['Packages/t/tool-1-1.src.rpm']);
    const taken = join(repo, 'x86_64', places[0] ?? '');
    expect((await lstat(taken)).isFile()).toBe(true);
    expect((await readFile(taken)).equals(await readFile(signed.get('tool.x86_64') ?? ''))).toBe(true);
    const kojipkgs = JSON.parse(await readFile(join(repo, 'x86_64/kojipkgs'), 'utf8')) as object;
    expect(kojipkgs).toMatchObject({
      'tool-1-1.x86_64.rpm': { name: 'tool', arch: 'x86_64', sigkey: key.id },
    });
  });

  it('become the latest of their tag', async () => {
    const { id, result } = await make({ allow_missing_signatures: true });
    const repoId = Number(/^Dist repository #(\d+) successfully generated$/.exec(String(result))?.[1]);
    expect(await readlink(join(site.hub.topdir, 'repos-dist/dist/latest'))).toBe(String(repoId));
    expect(await site.admin.call('repoInfo', [repoId])).toMatchObject({
      state: REPO_STATES.READY,
      dist: true,
    });
    expect(await site.admin.call('listTasks', [{ parent: id }])).toMatchObject([
      { method: 'createdistrepo', label: 'x86_64', arch: 'noarch', channel_id: 2 },
    ]);
  });

  it('say which signed copies were written, and which could not be', async () => {
    await signAll();
    const { id } = await make({ write_signed_rpms: true });
    const written = (await log(id, 'written_signed_rpms.log')).trimEnd().split('\n');
    expect(written).toHaveLength(3);
    expect(written[0]).toMatch(new RegExp(`^Signed RPM \\d+ is written with ${key.id} key\\.$`));
    expect(await log(id, 'createrepo.log')).toContain('createrepo_c');
  });

  it('need signed copies, and name those that are missing', async () => {
    await signAll();
    const { id, ...ended } = await make({});
    expect(ended).toEqual({
      state: TASK_STATES.FAILED,
      result: 'Packages missing from the filesystem. See missing_files.log.',
    });
    expect(await log(id, 'missing_files.log')).toContain(
      `packages/tool/1/1/data/signed/${key.id}/x86_64/tool-1-1.x86_64.rpm\n`,
    );
  });

  it('refuse packages without a signature of the keys, and name them', async () => {
    await sign('tool.x86_64');
    const { id, ...ended } = await make({ write_signed_rpms: true }, ['0BAD0BAD', key.id.toUpperCase()]);
    expect(ended).toEqual({
      state: TASK_STATES.FAILED,
      result: 'Unsigned packages found. See missing_signatures.log',
    });
    expect(await log(id, 'missing_signatures.log')).toBe(
      [
        'Some rpms were missing requested signatures.',
        `Requested keys: ['0bad0bad', '${key.id}']`,
        '',
        '# RPM name: available keys',
        "tool-debuginfo-1-1.x86_64: ['']",
        "tool-doc-1-1.noarch: ['']",
        '',
      ].join('\n'),
    );
    const [failed] = await site.admin.call<{ id: number }[]>('getActiveRepos');
    expect(failed).toMatchObject({ dist: true, state: REPO_STATES.INIT });
    await expect(stat(join(site.hub.topdir, 'repos-dist/dist/latest'))).rejects.toThrow('ENOENT');
  });

  it('take unsigned packages as they are, or leave them out, when asked to', async () => {
    await sign('tool.x86_64');
    const all = await succeed({ write_signed_rpms: true, allow_missing_signatures: true });
    expect(await listed(join(all, 'x86_64'))).toHaveLength(3);
    const doc = await readFile(join(all, 'x86_64/Packages/t/tool-doc-1-1.noarch.rpm'));
    expect(doc.equals(await readFile(files.get('tool-doc.noarch') ?? ''))).toBe(true);

    const some = await succeed({ skip_missing_signatures: true });
    expect(await listed(join(some, 'x86_64'))).toEqual(['Packages/t/tool-1-1.x86_64.rpm']);
  });

  it('list debuginfo in a repo of its own when asked to, beside the same packages', async () => {
    const repo = await succeed({ allow_missing_signatures: true, split_debuginfo: true });
    expect(await listed(join(repo, 'x86_64'))).toEqual([
      'Packages/t/tool-1-1.x86_64.rpm',
      'Packages/t/tool-doc-1-1.noarch.rpm',
    ]);
    expect(await listed(join(repo, 'x86_64/debug'))).toEqual(['../Packages/t/tool-debuginfo-1-1.x86_64.rpm']);
    expect((await readdir(join(repo, 'x86_64/debug'))).sort()).toEqual(['pkglist', 'repodata']);
    expect(await readdir(join(repo, 'x86_64/Packages/t'))).toHaveLength(3);
  });

  it('hold the newest builds of the tag and its parents, or all, or those of a moment', async () => {
    await site.admin.call('createTag', ['child'], { arches: 'x86_64', parent: 'dist' });
    const before = await site.admin.call<{ id: number }>('getLastEvent');
    await importPackages(site.hub, newer, 'dist');
    const tools = async (tag: string, options: object) => {
      const task = await site.admin.call<number>('distRepo', [tag, []], {
        arch: ['x86_64'],
        allow_missing_signatures: true,
        ...options,
      });
      const { result } = await site.end(task);
      const id = /\d+/.exec(String(result))?.[0] ?? String(result);
      const places = await listed(join(site.hub.topdir, 'repos-dist', tag, id, 'x86_64'));
      return places.filter((place) => place.includes('doc')).map((place) => place.replace('Packages/t/', ''));
    };
    const [first, second] = ['tool-doc-1-1.noarch.rpm', 'tool-doc-2-1.noarch.rpm'];
    expect(await tools('dist', {})).toEqual([second]);
    expect(await tools('dist', { latest: false })).toEqual([first, second]);
    expect(await tools('dist', { event: before.id })).toEqual([first]);
    expect(await tools('child', {})).toEqual([second]);
    expect(await tools('child', { inherit: false })).toEqual([]);
  });

  it('say that they are empty, and no longer when they are not', async () => {
    await site.admin.call('createTag', ['later'], { arches: 'x86_64' });
    const repodata = async () => {
      const task = await site.admin.call<number>('distRepo', ['later', []], {
        arch: ['x86_64'],
        allow_missing_signatures: true,
      });
      const { result } = await site.end(task);
      const id = /\d+/.exec(String(result))?.[0] ?? String(result);
      return readdir(join(site.hub.topdir, 'repos-dist/later', id, 'x86_64/repodata'));
    };
    expect(await repodata()).toContain('EMPTY_REPO');
    await site.admin.call('packageListAdd', ['later', 'tool', 'kojiadmin']);
    await site.admin.call('tagBuildBypass', ['later', 'tool-1-1']);
    const filled = await repodata();
    expect(filled).toContain('repomd.xml');
    expect(filled).not.toContain('EMPTY_REPO');
  });

  it('hold delta packages against an older dist repo', async () => {
    const base = await succeed({ allow_missing_signatures: true });
    await importPackages(site.hub, newer, 'dist');
    const delta = [Number(base.split('/').at(-1))];
    const repo = await succeed({ allow_missing_signatures: true, delta });
    const { records } = await readRepomd(join(repo, 'x86_64'));
    expect(records.map(({ type }) => type)).toContain('prestodelta');
    expect((await readdir(join(repo, 'x86_64/drpms'))).sort()).toContain('tool-1-1_2-1.x86_64.drpm');

    const [other] = await site.hub.rows.host({ name: 'builder2' }).then(async ({ name }) => {
      const second = await site.hub.as(name);
      await second.call('exclusiveSession');
      return second.call<[number, number]>('host.repoInit', ['dist']);
    });
    expect(await make({ allow_missing_signatures: true, delta: [other] })).toMatchObject({
      state: TASK_STATES.FAILED,
      result: 'Base repo for deltas must also be a dist repo',
    });
  });

  it('have groups of an uploaded comps file, and zchunk files when asked for', async () => {
    const comps = '<?xml version="1.0"?>\n<comps><group><id>core</id><name>core</name></group></comps>\n';
    await site.admin.upload('cli-dist-repo/1', 'my-comps.xml', comps);
    const repo = await succeed({
      allow_missing_signatures: true,
      comps: 'cli-dist-repo/1/my-comps.xml',
      zck: true,
    });
    const { records } = await readRepomd(join(repo, 'x86_64'));
    expect(records.map(({ type }) => type)).toEqual(expect.arrayContaining(['group', 'primary_zck']));
    expect(await readFile(join(repo, 'groups/comps.xml'), 'utf8')).toBe(comps);
  });

  it('lie on the volume that was asked for', async () => {
    await mkdir(join(site.hub.topdir, 'vol/large'), { recursive: true });
    await site.admin.call('addVolume', ['large']);
    const repo = await succeed({ allow_missing_signatures: true, volume: 'large' });
    expect(await readlink(repo)).toBe(join('../../vol/large/repos-dist/dist', basename(repo)));
    expect(await listed(join(repo, 'x86_64'))).toHaveLength(3);
  });

  it('end with a plain fault for what cannot be done', async () => {
    const faults: [object, RegExp][] = [
      [
        { multilib: 'cli-dist-repo/1/multilib.conf' },
        /no dist repos with multilib packages \(option --multilib\)/,
      ],
      [{ zck_dict_dir: '/tmp' }, /^--zck-dict-dir makes no sense without --zck$/],
      [{ zck: true, zck_dict_dir: '/no/folder' }, /^zchunk dir path doesn't exist: \/no\/folder$/],
      [{ zck: true, zck_dict_dir: '/etc/passwd' }, /^zchunk dir path is file: \/etc\/passwd$/],
      [{ arch: ['vax'] }, /^No dist repos are made for the arch vax$/],
      [{ delta: [999] }, /^query returned no rows$/],
    ];
    for (const [options, fault] of faults) {
      const { state, result } = await make({ allow_missing_signatures: true, ...options });
      expect(state).toBe(TASK_STATES.FAILED);
      expect(result).toMatch(fault);
    }
  });
});
