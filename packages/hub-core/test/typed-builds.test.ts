import { existsSync, lstatSync, mkdirSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BUILD_STATES, TASK_STATES, type Build, type Struct } from '@kojikit/protocol';
import { eachDatabase, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { filesBelow } from './files-below.js';
import { fixture, SOURCE } from './tinylib.js';

const CONFIG = '[hub]\nEnableMaven = True\nEnableWin = True\nEmailDomain = example.com\n';
const POM = '<project><groupId>org.ex</groupId><artifactId>art</artifactId><version>2</version></project>';

type Open = (options?: TestHubOptions) => Promise<TestHub>;
type Type = 'Maven' | 'Win' | 'Image';

const BEGIN: Record<Type, readonly unknown[]> = {
  Maven: [{ group_id: 'org.ex', artifact_id: 'top', version: '1' }],
  Win: [{ platform: 'windows-10' }],
  Image: [],
};

/** A task of a builder with a build in progress, and one below it that has uploaded files. */
async function withBuild(open: Open, type: Type, options: TestHubOptions & { method?: string } = {}) {
  const hub = await open({ config: CONFIG, ...options });
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const running = { state: TASK_STATES.OPEN, hostId: host.id };
  const { id: task } = await hub.rows.task({ ...running, method: options.method ?? type.toLowerCase() });
  const { id: subtask } = await hub.rows.task({ ...running, parent: task });
  const info = { name: 'product', version: '1', release: '1', epoch: null };
  const { id } = await builder.call<{ id: number }>(`host.init${type}Build`, [task, info, ...BEGIN[type]]);
  const upload = (path: string, content: string | Buffer, of = subtask) => {
    const folder = dirname(path);
    const tasks = `tasks/${of % 10000}/${of}`;
    return builder.upload(folder === '.' ? tasks : `${tasks}/${folder}`, path.split('/').pop()!, content);
  };
  const complete = (...results: unknown[]) =>
    builder.call(`host.complete${type}Build`, [task, id, ...results]);
  const home = join(hub.topdir, 'packages/product/1/1');
  const archives = async () => {
    const listed = await hub.anonymous.call<Struct[]>('listArchives', [id], {
      type: type.toLowerCase(),
      queryOpts: { order: 'id' },
    });
    return Promise.all(
      listed.map(({ id: archive }) => hub.anonymous.call<Struct>('getArchive', [archive as number])),
    );
  };
  return { hub, host, builder, task, subtask, id, upload, complete, home, archives };
}

async function newBuildroot({ hub, builder, subtask }: Awaited<ReturnType<typeof withBuild>>) {
  const { name } = await hub.rows.tag({ arches: 'x86_64' });
  const [repo] = await builder.call<[number, number]>('host.repoInit', [name]);
  return builder.call<number>('host.newBuildRoot', [repo, 'x86_64', subtask]);
}

async function expectNothingDone({ hub, id, home }: Awaited<ReturnType<typeof withBuild>>): Promise<void> {
  expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
  expect(await hub.anonymous.call('listArchives', [id])).toEqual([]);
  expect(await hub.anonymous.call('listRPMs', [id])).toEqual([]);
  expect(existsSync(home)).toBe(false);
}

eachDatabase('a Maven build that a builder completes', (open) => {
  async function withResults(options?: TestHubOptions) {
    const made = await withBuild(open, 'Maven', options);
    const { upload, subtask } = made;
    await upload('org/ex/art/2/art-2.pom', POM);
    await upload('org/ex/art/2/art-2.jar', 'a jar');
    await upload('org/ex/art/2/art-2.jar.md5', 'of no use');
    await upload('org/ex/top/1/top-1.zip', 'a zip');
    await upload('org/ex/art/maven-metadata.xml', '<metadata/>');
    await upload('maven.log', 'built');
    const buildroot = await newBuildroot(made);
    const results = {
      task_id: subtask,
      buildroot_id: buildroot,
      files: {
        'org/ex/art/2': ['art-2.pom', 'art-2.jar', 'art-2.jar.md5'],
        'org/ex/top/1': ['top-1.zip'],
        'org/ex/art': ['maven-metadata.xml'],
      },
      logs: ['maven.log'],
    };
    return { ...made, results, buildroot };
  }

  it('has its artifacts, sums, metadata and logs, and links where they were uploaded', async () => {
    const made = await withResults();
    const { hub, complete, home, id, subtask, buildroot, archives, results } = made;
    expect(await complete(results, null)).toBeNull();
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({
      state: BUILD_STATES.COMPLETE,
      completion_time: expect.any(String) as string,
    });
    const art = { group_id: 'org.ex', artifact_id: 'art', version: '2', buildroot_id: buildroot };
    expect(await archives()).toMatchObject([
      { filename: 'art-2.pom', btype: 'maven', ...art },
      { filename: 'art-2.jar', ...art, size: 5 },
      { filename: 'top-1.zip', group_id: 'org.ex', artifact_id: 'top', version: '1' },
    ]);
    const sums = (name: string) => [name, `${name}.md5`, `${name}.sha1`];
    expect(filesBelow(home)).toEqual(
      [
        ...sums('maven/org/ex/art/2/art-2.jar'),
        ...sums('maven/org/ex/art/2/art-2.pom'),
        ...sums('maven/org/ex/art/maven-metadata.xml'),
        ...sums('maven/org/ex/top/1/top-1.zip'),
        'data/logs/maven/maven.log',
      ].sort(),
    );
    const upload = join(hub.topdir, `work/tasks/${subtask}/${subtask}/org/ex/art/2/art-2.jar`);
    expect(readlinkSync(upload)).toContain('packages/product/1/1/maven');
    expect(await hub.anonymous.call('listBuildroots', [], { buildrootID: buildroot })).toHaveLength(1);
  });

  it('takes the RPMs that wrap it', async () => {
    const { hub, complete, builder, task, host, home, id, results } = await withResults();
    const open = { state: TASK_STATES.OPEN, hostId: host.id, parent: task };
    const { id: wrapper } = await hub.rows.task(open);
    const folder = `tasks/${wrapper}/${wrapper}`;
    await builder.upload(folder, SOURCE, fixture(SOURCE));
    await builder.upload(folder, 'wrapper.log', 'wrapped');
    await complete(results, {
      task_id: wrapper,
      buildroot_id: null,
      srpm: SOURCE,
      rpms: [],
      logs: ['wrapper.log'],
    });
    expect(await hub.anonymous.call('listRPMs', [id])).toMatchObject([{ name: 'tinylib', arch: 'src' }]);
    expect(filesBelow(home)).toEqual(
      expect.arrayContaining([`src/${SOURCE}`, 'data/logs/noarch/wrapper.log']),
    );
  });

  it('is on the volume of the policy, and tells handlers and those who want to know', async () => {
    const seen: Struct[] = [];
    const on = (event: string) => (caller: unknown, news: Struct) => {
      const { type, attribute, info } = news as { type?: string; attribute?: string; info?: Build };
      if (attribute === 'state' || type !== undefined) {
        seen.push({ event, type: type ?? null, state: info?.state ?? null });
      }
    };
    const names = ['preImport', 'postImport', 'preBuildStateChange', 'postBuildStateChange'];
    const handlers = Object.fromEntries(names.map((name) => [name, on(name)]));
    const plugins = [{ name: 'seeing', on: handlers }] as unknown as TestHubOptions['plugins'];
    const config = `${CONFIG}[policy]\nvolume =\n  package product :: other\n  all :: DEFAULT\n`;
    const { hub, complete, id, results } = await withResults({ plugins, config });
    mkdirSync(join(hub.topdir, 'vol/other'), { recursive: true });
    await (await hub.as('kojiadmin')).call('addVolume', ['other']);
    seen.length = 0;
    await complete({ ...results, files: { 'org/ex/top/1': ['top-1.zip'] } }, null);
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ volume_name: 'other' });
    expect(await (await hub.as('kojiadmin')).call('describeBuild', [id])).toMatchObject({
      decisions: [{ policy: 'volume', result: 'other', rule: 'package product :: other' }],
    });
    const link = join(hub.topdir, 'packages/product/1/1');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(filesBelow(join(hub.topdir, 'vol/other/packages/product/1/1'))).toContain(
      'maven/org/ex/top/1/top-1.zip',
    );
    expect(seen).toEqual([
      { event: 'preImport', type: 'archive', state: null },
      { event: 'postImport', type: 'archive', state: null },
      { event: 'preBuildStateChange', type: null, state: BUILD_STATES.BUILDING },
      { event: 'postBuildStateChange', type: null, state: BUILD_STATES.COMPLETE },
    ]);
    expect(await hub.anonymous.call('listTasks', [{ method: 'buildNotification' }])).toHaveLength(1);
  });

  it('is refused with what is missing, unknown, somebody else’s or contradicts itself, and nothing is done', async () => {
    const made = await withResults();
    const { hub, complete, upload, results, subtask, builder } = made;
    const files = (more: Record<string, string[]>) => ({ ...results, files: more });
    await upload('x/strange.thing', 'x');
    await upload('x/b-1.pom', POM);
    const refusals: [Struct, string][] = [
      [files({ 'org/ex/top/1': ['none.jar'] }), 'No such file: '],
      [files({ x: ['strange.thing'] }), 'unsupported file type: strange.thing'],
      [files({ x: ['a.pom', 'b.pom'] }), 'multiple .pom files in x: a.pom, b.pom'],
      [files({ x: ['b-1.pom'] }), 'is not consistent with pom filename (b-1.pom)'],
      [files({ '../..': ['x.jar'] }), 'Invalid upload path: ../../x.jar'],
      [{ ...results, buildroot_id: 99_999 }, 'No such buildroot: 99999'],
      [{ ...results, logs: ['none.log'] }, 'No such file: '],
    ];
    for (const [given, text] of refusals) await expect(complete(given, null), text).rejects.toThrow(text);
    const { id: foreign } = await hub.rows.task({ state: TASK_STATES.OPEN });
    await expect(complete({ ...results, task_id: foreign }, null)).rejects.toThrow('No such file: ');
    await expect(complete({ task_id: subtask }, null)).rejects.toThrow('the results have no buildroot_id');
    const begun = await builder.call<{ id: number }>('host.initImageBuild', [
      made.task,
      { name: 'image', version: '1', release: '1', epoch: null },
    ]);
    const other = builder.call('host.completeMavenBuild', [made.task, begun.id, results, null]);
    await expect(other).rejects.toThrow(`no such maven build: ${begun.id}`);
    await expectNothingDone(made);
    await complete(results, null);
    await expect(complete(results, null)).rejects.toThrow('Unable to complete build: state is COMPLETE');
  });

  it('takes only what its own tasks have uploaded', async () => {
    const made = await withResults();
    const { hub, host, builder, complete, results, upload } = made;
    const { id: other } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    await upload('org/ex/top/1/top-1.zip', 'of another build', other);
    const foreign = { ...results, task_id: other, files: { 'org/ex/top/1': ['top-1.zip'] }, logs: [] };
    await expect(complete(foreign, null)).rejects.toThrow(`is no upload of task ${made.task}`);
    const stolen = builder.call('host.completeMavenBuild', [other, made.id, foreign, null]);
    await expect(stolen).rejects.toThrow(
      `Unable to complete build: task_id mismatch (build: ${made.task}, task: ${other})`,
    );
    await expectNothingDone(made);
  });
});

eachDatabase('a Windows build that a builder completes', (open) => {
  it('has its files and logs in their folders', async () => {
    const { complete, upload, home, archives, subtask, hub, id } = await withBuild(open, 'Win');
    await upload('bin/setup.exe', 'MZ');
    await upload('top.zip', 'zip');
    await upload('logs/build.log', 'built');
    const info = { platforms: ['x86_64', 'i686'], flags: ['release'] };
    await complete(
      {
        task_id: subtask,
        buildroot_id: null,
        output: { 'bin/setup.exe': info, 'top.zip': { ...info, flags: [] } },
        logs: ['logs/build.log'],
      },
      {},
    );
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.COMPLETE });
    expect(await archives()).toMatchObject([
      { filename: 'setup.exe', relpath: 'bin', platforms: 'x86_64 i686', flags: 'release' },
      { filename: 'top.zip', relpath: '', flags: null },
    ]);
    expect(filesBelow(home)).toEqual(['data/logs/win/logs/build.log', 'win/bin/setup.exe', 'win/top.zip']);
  });

  it('is refused with files of unknown kinds, without platforms, and for builds of other types', async () => {
    const made = await withBuild(open, 'Win');
    const { complete, upload, subtask, builder, task } = made;
    await upload('a.exe', 'MZ');
    await upload('a.thing', 'x');
    const results = { task_id: subtask, buildroot_id: null, logs: [] };
    const info = { platforms: ['x86_64'], flags: [] };
    await expect(complete({ ...results, output: { 'a.thing': info } }, null)).rejects.toThrow(
      'unsupported file type: a.thing',
    );
    const without = { 'a.exe': { ...info, platforms: [] } };
    await expect(complete({ ...results, output: without }, null)).rejects.toThrow('no value for platforms');
    const begun = await builder.call<{ id: number }>('host.initImageBuild', [
      task,
      { name: 'image', version: '1', release: '1', epoch: null },
    ]);
    const other = builder.call('host.completeWinBuild', [task, begun.id, { ...results, output: {} }, null]);
    await expect(other).rejects.toThrow(`no such Windows build: ${begun.id}`);
    await expectNothingDone(made);
  });
});

eachDatabase('an image build that a builder completes', (open) => {
  const external = {
    name: 'bash',
    version: '5',
    release: '1',
    epoch: null,
    arch: 'x86_64',
    payloadhash: '1'.repeat(32),
    size: 1,
    buildtime: 1,
    location: 'ext',
  };

  async function withImages(options: TestHubOptions & { method?: string } = {}) {
    const made = await withBuild(open, 'Image', options);
    const { hub, host, task, upload, subtask } = made;
    await (await hub.as('kojiadmin')).call('createExternalRepo', ['ext', 'http://ext.example.com/']);
    const { id: second } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id, parent: task });
    for (const [id, arch] of [
      [subtask, 'x86_64'],
      [second, 'aarch64'],
    ] as const) {
      await upload(`disk-${arch}.qcow2`, arch, id);
      await upload(`libvirt-${arch}.xml`, '<domain/>', id);
      await upload('oz.log', `made ${arch}`, id);
    }
    const result = (id: number, arch: string) => ({
      task_id: id,
      arch,
      files: [`disk-${arch}.qcow2`, `libvirt-${arch}.xml`],
      logs: ['oz.log'],
      rpmlist: [external],
    });
    const results = { x86_64: result(subtask, 'x86_64'), aarch64: result(second, 'aarch64'), s390x: {} };
    return { ...made, results, second };
  }

  it('has its images, their logs, and the RPMs that they consist of', async () => {
    const { hub, complete, home, archives, id, results } = await withImages();
    await complete(results);
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.COMPLETE });
    const listed = await archives();
    expect(listed).toMatchObject([
      { filename: 'disk-x86_64.qcow2', arch: 'x86_64', rootid: true },
      { filename: 'libvirt-x86_64.xml', arch: 'x86_64', rootid: false },
      { filename: 'disk-aarch64.qcow2', arch: 'aarch64', rootid: true },
      { filename: 'libvirt-aarch64.xml', arch: 'aarch64', rootid: false },
    ]);
    const parts = await hub.anonymous.call('listRPMs', [], { imageID: listed[0]!['id'] as number });
    expect(parts).toMatchObject([{ name: 'bash', external_repo_name: 'ext' }]);
    expect(filesBelow(home)).toEqual([
      'data/logs/image/aarch64/oz.log',
      'data/logs/image/oz.log',
      'images/disk-aarch64.qcow2',
      'images/disk-x86_64.qcow2',
      'images/libvirt-aarch64.xml',
      'images/libvirt-x86_64.xml',
    ]);
  });

  it('has its logs by arch when they are not of one tool', async () => {
    const { complete, home, results } = await withImages({ method: 'livemedia' });
    await complete(results);
    expect(filesBelow(join(home, 'data/logs/image'))).toEqual(['aarch64/oz.log', 'x86_64/oz.log']);
  });

  it('may be filled before it is completed', async () => {
    const { hub, builder, task, complete, id, results, archives } = await withImages();
    const { aarch64, ...first } = results;
    expect(await builder.call('host.importImage', [task, { id }, first])).toBeNull();
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
    await complete({ aarch64 });
    expect(await archives()).toHaveLength(4);
    const late = builder.call('host.importImage', [task, { id }, first]);
    await expect(late).rejects.toThrow('Unable to complete build: state is COMPLETE');
  });

  it('is refused with files of unknown kinds, RPMs that are unknown or stand there twice, and odd arches', async () => {
    const made = await withImages();
    const { complete, upload, results } = made;
    await upload('x.thing', 'x');
    const x86 = results.x86_64;
    const unknown = { name: 'no', version: '1', release: '1', arch: 'noarch' };
    for (const [given, text] of [
      [{ ...x86, files: ['x.thing'] }, 'Unsupported file type: x.thing'],
      [{ ...x86, files: ['none.qcow2'] }, 'No such file: '],
      [{ ...x86, rpmlist: [unknown] }, 'No such rpm: '],
      [{ ...x86, rpmlist: [external, external] }, 'an rpm stands in the list twice'],
      [{ ...x86, task_id: 99_999 }, 'No such file: '],
    ] as const) {
      await expect(complete({ x86_64: given }), text).rejects.toThrow(text);
    }
    const outside = { ...results, aarch64: { ...results.aarch64, arch: '../../../../..' } };
    await expect(complete(outside)).rejects.toThrow('Invalid folder of logs: ');
    await expectNothingDone(made);
    await complete(results);
  });
});
