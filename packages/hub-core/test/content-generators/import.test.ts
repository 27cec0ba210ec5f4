import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUILD_STATES, type Archive, type Build, type Rpm } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub, type TestHubOptions } from '@kojikit/testing';
import type { HubPlugin } from '../../src/plugin.js';
import { buildroot, DATA, GENERATOR, metadata, output, plainOutput, upload } from './metadata.js';
import { BINARY, fixture, SOURCE } from '../tinylib.js';

const rpmOutput = (name: string) => plainOutput('rpm', name, fixture(name));
const TINYLIB = { name: 'tinylib', version: '1.0', release: '1', epoch: 2, extra: {} };

interface Setup {
  readonly hub: TestHub;
  readonly caller: Caller;
  readonly home: string;
  readonly importIt: (metadata: unknown, token?: string) => Promise<Build>;
}

eachDatabase('an import of a content generator', (open) => {
  /* A hub with uploads in `up`, and somebody who may import. */
  async function prepared(options: TestHubOptions = {}): Promise<Setup> {
    const hub = await open({ config: '[hub]\n', ...options });
    await (await hub.as('kojiadmin')).call('grantCGAccess', ['alice', GENERATOR, true]);
    const caller = await hub.as('alice');
    await upload(caller, 'up');
    const importIt = (given: unknown, token?: string) => caller.call<Build>('CGImport', [given, 'up', token]);
    return { hub, caller, importIt, home: join(hub.topdir, 'packages/image/1/1') };
  }

  async function expectNothing(hub: TestHub): Promise<void> {
    expect(await hub.anonymous.call('listBuilds', [])).toEqual([]);
    expect(await hub.anonymous.call('listArchives', [])).toEqual([]);
    expect(await hub.anonymous.call('listBuildroots', [])).toEqual([]);
    expect(readdirSync(join(hub.topdir, 'packages'))).toEqual([]);
    expect(lstatSync(join(hub.topdir, 'work/up/data.json')).isFile()).toBe(true);
  }

  it('has its rows, its files, its metadata and a link to each upload', async () => {
    const { hub, importIt, home } = await prepared();
    const given = metadata();
    const build = await importIt(given);
    expect(build).toMatchObject({ nvr: 'image-1-1', state: BUILD_STATES.COMPLETE, cg_name: GENERATOR });
    expect(Number(build.completion_ts)).toBe(1_600_000_100);
    expect(readFileSync(join(home, 'images/data.json'), 'utf8')).toBe(DATA);
    expect(JSON.parse(readFileSync(join(home, 'metadata.json'), 'utf8'))).toEqual(given);
    expect(readFileSync(join(home, 'metadata.json'), 'utf8')).toContain(
      '{\n  "metadata_version": 0,\n  "build"',
    );
    expect(readlinkSync(join(hub.topdir, 'work/up/data.json'))).toContain('packages/image/1/1/images');
    const [archive] = await hub.anonymous.call<Archive[]>('listArchives', [build.id]);
    expect(archive).toMatchObject({
      filename: 'data.json',
      checksum_type: 2,
      extra: { image: { arch: 'x86_64' } },
    });
    expect(await hub.anonymous.call('getBuildroot', [archive?.buildroot_id])).toMatchObject({
      cg_version: '0.1',
      container_type: 'docker',
      host_os: 'fedora',
      extra: { e: 1 },
    });
    expect(await hub.anonymous.call('getBuildLogs', ['image-1-1'])).toMatchObject([{ name: 'build.log' }]);
    await expect(importIt(given)).rejects.toThrow(`Build already exists: image-1-1 (id=${build.id})`);
  });

  it('may be of other types, in folders of its own, and know what its files consist of', async () => {
    const { hub, caller, importIt } = await prepared();
    await (await hub.as('kojiadmin')).call('addBType', ['files']);
    const first = await importIt(metadata());
    const [{ id }] = await hub.anonymous.call<[Archive]>('listArchives', [first.id]);
    await caller.upload('up/deep/er', 'more.json', DATA);
    const known = { type: 'kojifile', archive_id: id, nvr: 'image-1-1', filename: 'data.json' };
    const like = { ...output('data.json', DATA), type: 'file' };
    const typed = {
      relpath: 'deep/er',
      subdir: 'in/here',
      type: 'files',
      extra: { typeinfo: { files: {} } },
    };
    const build = await importIt(
      metadata(
        { release: '2', extra: { typeinfo: { files: { a: 1 } } } },
        {
          buildroots: [buildroot({ components: [like] })],
          output: [output('more.json', DATA, { ...typed, components: [known] })],
        },
      ),
    );
    expect(existsSync(join(hub.topdir, 'packages/image/1/2/files/files/in/here/more.json'))).toBe(true);
    expect(await hub.anonymous.call('getBuildType', [build.id])).toEqual({ files: { a: 1 } });
    const [archive] = await hub.anonymous.call<[Archive]>('listArchives', [build.id]);
    const ids = async (keywords: object) =>
      (await hub.anonymous.call<Archive[]>('listArchives', [], { ...keywords })).map((one) => one.id);
    expect(await ids({ imageID: archive.id })).toEqual([id]);
    expect(await ids({ componentBuildrootID: archive.buildroot_id })).toEqual([id]);
  });

  it('notes what it names that the hub does not know', async () => {
    const { hub, importIt, home } = await prepared();
    const bash = { type: 'rpm', name: 'bash', version: '5', release: '1', arch: 'x86_64', sigmd5: 'x' };
    const file = { type: 'file', filename: 'f', filesize: 1, checksum: 'x', checksum_type: 'md5' };
    const build = await importIt(metadata({}, { buildroots: [buildroot({ components: [bash, file] })] }));
    expect(readFileSync(join(home, 'data/logs/cg_import.log'), 'utf8').split('\n')).toEqual([
      "IGNORING unmatched rpm component: {'type': 'rpm', 'name': 'bash', 'version': '5', 'release': '1', 'arch': 'x86_64', 'sigmd5': 'x'}",
      'Failed to match archive f (size 1, sum x',
      "IGNORING unmatched archive: {'type': 'file', 'filename': 'f', 'filesize': 1, 'checksum': 'x', 'checksum_type': 'md5'}",
      'CG import was SUCCESSFUL.',
      '',
    ]);
    expect(await hub.anonymous.call('getBuildLogs', [build.id])).toHaveLength(2);
  });

  it('completes the build that was reserved, with RPMs, for who knows its token', async () => {
    const { hub, caller, importIt } = await prepared();
    const reserved = await caller.call<{ build_id: number; token: string }>('CGInitBuild', [
      GENERATOR,
      TINYLIB,
    ]);
    for (const name of [SOURCE, BINARY]) await caller.upload('up', name, fixture(name));
    const given = metadata(
      { ...TINYLIB, build_id: reserved.build_id, owner: 'kojiadmin' },
      { output: [SOURCE, BINARY].map(rpmOutput) },
    );
    const id = reserved.build_id;
    await expect(importIt(given)).rejects.toThrow(`Token doesn't match build ID ${id}`);
    await expect(importIt(given, 'guess')).rejects.toThrow(`Token doesn't match build ID ${id}`);
    const other = { ...given, build: { ...(given['build'] as object), version: '1.1' } };
    await expect(importIt(other, reserved.token)).rejects.toThrow(`Build (${id}) NVR is different`);
    await expect(importIt(metadata(), reserved.token)).rejects.toThrow(
      'Reservation token given, but no build_id',
    );
    expect(await importIt(given, reserved.token)).toMatchObject({
      id,
      state: BUILD_STATES.COMPLETE,
      owner_name: 'kojiadmin',
    });
    const rpms = await hub.anonymous.call<Rpm[]>('listBuildRPMs', [id]);
    expect(rpms.map(({ arch }) => arch).sort()).toEqual(['src', 'x86_64']);
    expect(await hub.anonymous.call('getBuildType', [id])).toEqual({ rpm: null });
    await expect(importIt(given, reserved.token)).rejects.toThrow(`Token doesn't match build ID ${id}`);
  });

  it('may be a draft with RPMs, but has no archives then', async () => {
    const { caller, importIt } = await prepared();
    const draft = { ...TINYLIB, draft: true };
    const reserved = await caller.call<{ build_id: number; token: string }>('CGInitBuild', [
      GENERATOR,
      draft,
    ]);
    const id = reserved.build_id;
    await caller.upload('up', SOURCE, fixture(SOURCE));
    const rpms = { output: [rpmOutput(SOURCE)] };
    const regular = metadata({ ...TINYLIB, build_id: id }, rpms);
    await expect(importIt(regular, reserved.token)).rejects.toThrow('Draft field does not match reservation');
    const given = metadata({ ...draft, build_id: id }, rpms);
    expect(await importIt(given, reserved.token)).toMatchObject({
      id,
      draft: true,
      release: `1,draft_${id}`,
    });
    await expect(importIt(metadata({ draft: true }))).rejects.toThrow('Draft build not supported');
  });

  it('may tell of a file without having it', async () => {
    const { hub, importIt, home } = await prepared();
    const build = await importIt(
      metadata({}, { output: [output('gone.json', DATA, { metadata_only: true })] }),
    );
    const [archive] = await hub.anonymous.call<Archive[]>('listArchives', [build.id]);
    expect(archive).toMatchObject({ filename: 'gone.json', size: DATA.length, metadata_only: true });
    expect(readdirSync(home)).toEqual(['metadata.json']);
    const outside = metadata(
      { release: '2' },
      { output: [output('../gone.json', DATA, { metadata_only: true })] },
    );
    await expect(importIt(outside)).rejects.toThrow('Invalid path segment: ../gone.json');
    const odd = { metadata_only: true, checksum_type: 'sha1' };
    const other = metadata({ release: '2' }, { output: [output('gone.json', DATA, odd)] });
    await expect(importIt(other)).rejects.toThrow('Unsupported checksum type: sha1');
  });

  it('takes metadata as JSON text and as an uploaded file, which it does not show', async () => {
    const { hub, caller, importIt } = await prepared();
    const text = JSON.stringify(metadata());
    await expect(importIt('x')).rejects.toThrow("Invalid json data: 'x'");
    await expect(importIt(null)).rejects.toThrow('No such file: metadata.json');
    await expect(importIt('../up/x.json')).rejects.toThrow('Invalid path segment: ../up/x.json');
    await caller.upload('up', 'secret.json', 'not for everybody');
    await expect(importIt('secret.json')).rejects.toThrow(/^Invalid json data: secret\.json$/);
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    await expect(importIt(deep)).rejects.toThrow('nested deeper than 200 levels');
    await caller.upload('up', 'metadata.json', text);
    await truncate(join(hub.topdir, 'work/up/metadata.json'), 32 * 1024 * 1024 + 1);
    await expect(importIt(null)).rejects.toThrow('metadata.json is larger than 33554432 bytes');
    await expectNothing(hub);
    await caller.upload('up', 'metadata.json', text);
    expect(await importIt(null)).toMatchObject({ nvr: 'image-1-1' });
    expect(readFileSync(join(hub.topdir, 'packages/image/1/1/metadata.json'), 'utf8')).toBe(text);
  });

  it('is only for users of its content generator, and as the policy cg_import says', async () => {
    const policy = '[policy]\ncg_import =\n  match version 2 :: deny not this one\n  all :: allow\n';
    const { hub, importIt } = await prepared({ config: `[hub]\n${policy}` });
    const admin = await hub.as('kojiadmin');
    await expect(admin.call('CGImport', [metadata(), 'up'])).rejects.toThrow(
      `Content generator access required (${GENERATOR})`,
    );
    await expect(hub.anonymous.call('CGImport', ['any.json', 'up'])).rejects.toThrow('Not logged-in');
    await expect(importIt(metadata({ version: '2' }))).rejects.toThrow(
      'policy violation (cg_import): not this one',
    );
    await admin.call('grantCGAccess', ['alice', 'other', true]);
    const second = buildroot({ id: 2, content_generator: { name: 'other', version: '1' } });
    await expect(importIt(metadata({}, { buildroots: [buildroot(), second] }))).rejects.toThrow(
      'Koji now support only one content-generator per import',
    );
    await expect(importIt(metadata({}, { buildroots: [] }))).rejects.toThrow(
      'Invalid name or id value: None',
    );
    await expectNothing(hub);
  });

  const image = (changes: object) => metadata({}, { output: [output('data.json', DATA, { ...changes })] });
  const withComponent = (component: object) =>
    metadata({}, { buildroots: [buildroot({ components: [component] })] });
  const mistakes: readonly (readonly [object, string])[] = [
    [{}, 'the metadata has no metadata_version'],
    [{ ...metadata(), metadata_version: '0' }, "No such metadata version: '0'"],
    [metadata({ version: '1-2' }), 'The "-" character not allowed in version field'],
    [metadata({ version: '../..' }), 'Invalid build directory'],
    [metadata({ name: '../x' }), 'Invalid build directory'],
    [metadata({ name: 'bad name' }), 'Name bad name does not match RegexNameInternal value'],
    [metadata({ start_time: 'x' }), 'start_time of the build is no number: x'],
    [metadata({ start_time: 1e300 }), 'out of range'],
    [metadata({ owner: 5 }), 'Invalid owner format (expected username): 5'],
    [metadata({ owner: 'nobody' }), "No such user: 'nobody'"],
    [metadata({ task_id: 'x' }), "Invalid type for value 'x': <class 'str'>, expected type <class 'int'>"],
    [metadata({ task_id: 1, extra: { container_koji_task_id: 2 } }), 'CG provided non-matching task_id 1'],
    [metadata({ extra: { image: {}, typeinfo: { image: {} } } }), "Duplicate typeinfo for 'image'"],
    [metadata({ extra: { typeinfo: { bogus: {} } } }), 'No such entry in table btype: bogus'],
    [metadata({}, { buildroots: [buildroot({ id: 7 })] }), 'Buildroot id not used in output: 7'],
    [metadata({}, { buildroots: [buildroot(), buildroot()] }), 'Duplicate buildroot id in metadata: 1'],
    [metadata({}, { buildroots: [buildroot({ tools: [{ name: 'x' }] })] }), 'a tool has no version'],
    [withComponent({ type: 'x' }), 'No such component type: x'],
    [withComponent({ type: 'rpm', location: 'x' }), 'External rpms not allowed'],
    [withComponent({ type: 'rpm', id: 1 }), "Unexpected 'id' field in component"],
    [withComponent({ type: 'kojifile', archive_id: 99 }), 'No such archive: 99'],
    [
      metadata({}, { output: [output('data.json', DATA), output('data.json', DATA, { buildroot_id: 9 })] }),
      'Missing buildroot metadata for id 9',
    ],
    [image({ filesize: 3 }), "File size 9 for data.json (expected 3) doesn't match. Corrupted upload?"],
    [image({ checksum: 'bad' }), 'File checksum mismatch for data.json: bad != '],
    [image({ checksum_type: 'sha1' }), 'Unsupported verify type: sha1'],
    [image({ type: 'rpm', filename: 'data.json', subdir: 'x' }), 'subdir field not allowed for rpm outputs'],
    [image({ type: 'rpm' }), 'invalid format: data'],
    [image({ extra: {} }), 'No typeinfo for: data.json'],
    [image({ extra: { image: {}, typeinfo: { image: {} } } }), "Duplicate typeinfo for: 'image'"],
    [image({ extra: { image: {}, win: {} } }), 'Output file has multiple types: data.json'],
    [image({ extra: { typeinfo: { image: {}, win: {} } } }), 'Output file has multiple types: data.json'],
    [image({ extra: { typeinfo: { rpm: {} } } }), 'Output type rpm not listed in build types'],
    [image({ subdir: 'x' }), 'subdir field not allowed for legacy btypes'],
    [image({ filename: 'none.json' }), 'No such file: '],
    [image({ extra: { image: {} } }), 'the type info has no arch'],
    [image({ relpath: '../up' }), 'Invalid path segment: ../up'],
    [image({ filename: '../up/data.json' }), 'Invalid path segment: ../up/data.json'],
    [image({ filename: '/etc/passwd' }), 'Invalid path segment: /etc/passwd'],
    [image({ filename: '.' }), 'Invalid upload path: '],
    [image({ filename: 'folder' }), 'up/folder is not a regular file'],
  ];

  it('is refused with mistakes in its metadata, and leaves nothing', async () => {
    const { hub, importIt } = await prepared();
    mkdirSync(join(hub.topdir, 'work/up/folder'));
    for (const [given, text] of mistakes) {
      await expect(importIt(given), text).rejects.toThrow(text);
    }
    await expectNothing(hub);
  });

  it('does not take files by links or from other folders', async () => {
    const { hub, caller, importIt } = await prepared();
    await caller.upload('other', 'private.json', DATA);
    writeFileSync(join(hub.topdir, 'outside.json'), DATA);
    await symlink('../other/private.json', join(hub.topdir, 'work/up/a.json'));
    await symlink('../../outside.json', join(hub.topdir, 'work/up/b.json'));
    await symlink('../other', join(hub.topdir, 'work/up/c'));
    await symlink('../..', join(hub.topdir, 'work/up/d'));
    for (const name of ['a.json', 'b.json', 'c/private.json', 'd/outside.json']) {
      const given = metadata({}, { output: [output(name, DATA)] });
      await expect(importIt(given), name).rejects.toThrow(/Invalid upload path|is not a regular file/);
    }
    for (const folder of ['../packages', '/etc', 'up/../../x']) {
      await expect(caller.call('CGImport', [metadata(), folder])).rejects.toThrow(
        `Invalid path segment: ${folder}`,
      );
    }
    await expectNothing(hub);
  });

  it('is undone as a whole when its last file cannot be imported, and can be tried again', async () => {
    const { hub, caller, importIt } = await prepared();
    await caller.upload('up', 'unknown.ext', 'x');
    const given = metadata();
    const bad = { ...given, output: [...(given['output'] as object[]), output('unknown.ext', 'x')] };
    await expect(importIt(bad)).rejects.toThrow('unsupported file extension: unknown.ext');
    await expectNothing(hub);
    const answers = await caller.call<unknown[]>('multiCall', [
      [
        { methodName: 'CGImport', params: [bad, 'up'] },
        { methodName: 'CGImport', params: [metadata({ release: '2' }), 'up'] },
      ],
    ]);
    expect(answers).toMatchObject([{ faultCode: 1000 }, [{ nvr: 'image-1-2' }]]);
    expect(readdirSync(join(hub.topdir, 'packages/image/1'))).toEqual(['2']);
  });

  it('takes the place of what a hub has left that was killed, but not of contents that there are', async () => {
    const { hub, caller, importIt, home } = await prepared();
    mkdirSync(join(home, 'images'), { recursive: true });
    writeFileSync(join(home, 'images/data.json'), 'left');
    await importIt(metadata());
    expect(readFileSync(join(home, 'images/data.json'), 'utf8')).toBe(DATA);
    const reserved = await caller.call<{ build_id: number; token: string }>('CGInitBuild', [
      GENERATOR,
      TINYLIB,
    ]);
    const admin = await hub.as('kojiadmin');
    await admin.upload('rpm', SOURCE, fixture(SOURCE));
    await admin.call('importRPM', ['rpm', SOURCE]);
    await upload(caller, 'up2');
    const typed = { ...TINYLIB, extra: { typeinfo: { image: {} } }, build_id: reserved.build_id };
    const again = caller.call('CGImport', [metadata(typed), 'up2', reserved.token]);
    await expect(again).rejects.toThrow('Destination directory already exists');
  });

  it.each(['new', 'given up before'])(
    'is made once when two import a build at one time that is %s',
    async (kind) => {
      const { hub, caller, home } = await prepared();
      if (kind !== 'new') {
        const { build_id: id, token } = await caller.call<{ build_id: number; token: string }>(
          'CGInitBuild',
          [GENERATOR, { name: 'image', version: '1', release: '1' }],
        );
        await caller.call('CGRefundBuild', [GENERATOR, id, token]);
      }
      await upload(caller, 'up2');
      const ends = await Promise.allSettled(
        ['up', 'up2'].map(async (folder) =>
          (await hub.as('alice')).call<Build>('CGImport', [metadata(), folder]),
        ),
      );
      const refused = ends.filter((end) => end.status === 'rejected');
      expect(refused).toHaveLength(1);
      expect(String(refused[0]?.reason)).toMatch(/already exists|at the same time|at one time/);
      expect(readFileSync(join(home, 'images/data.json'), 'utf8')).toBe(DATA);
      expect(await hub.anonymous.call('listArchives', [])).toHaveLength(1);
      expect(await hub.anonymous.call('listBuildroots', [])).toHaveLength(1);
    },
  );

  it('goes to the volume of the policy, and can be found on the first one', async () => {
    const { hub, importIt } = await prepared({
      config: '[policy]\nvolume =\n  match import_type cg :: extra\n',
    });
    mkdirSync(join(hub.topdir, 'vol/extra/packages'), { recursive: true });
    await (await hub.as('kojiadmin')).call('addVolume', ['extra']);
    expect(await importIt(metadata())).toMatchObject({ volume_name: 'extra' });
    expect(await (await hub.as('kojiadmin')).call('describeBuild', ['image-1-1'])).toMatchObject({
      decisions: [
        { policy: 'volume', result: 'extra', rule: 'match import_type cg :: extra' },
        { policy: 'cg_import', rule: 'all :: allow' },
      ],
    });
    expect(existsSync(join(hub.topdir, 'vol/extra/packages/image/1/1/images/data.json'))).toBe(true);
    expect(readlinkSync(join(hub.topdir, 'packages/image/1/1'))).toBe(
      '../../../vol/extra/packages/image/1/1',
    );
  });

  it('is told to plugins before and after, with its files', async () => {
    const heard: unknown[] = [];
    const listener: HubPlugin = {
      name: 'listener',
      on: {
        preImport: (ctx, { type, build }) => void heard.push(['pre', type, build !== undefined]),
        postImport: (ctx, data) => void heard.push(['post', data.type, data['metadata'], data['fileinfo']]),
      },
    };
    const { importIt } = await prepared({ plugins: [listener] });
    await importIt(metadata());
    expect(heard).toMatchObject([
      ['pre', 'cg', false],
      ['pre', 'archive', true],
      [
        'post',
        'archive',
        undefined,
        { filename: 'data.json', 'hub.btype': 'image', 'hub.checked_hash': true },
      ],
      ['post', 'cg', { buildroots: [{ cg_id: 1 }] }, undefined],
    ]);
  });
});
