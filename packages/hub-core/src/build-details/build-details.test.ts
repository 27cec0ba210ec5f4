import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BUILD_STATES,
  PathInfo,
  TASK_STATES,
  type BuildDetails,
  type RecentBuilds,
  type RpmDetails,
} from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';

const fixtures = fileURLToPath(new URL('../../fixtures/conformance/fixtures/', import.meta.url));

interface RpmValues {
  readonly name?: string;
  readonly arch?: string;
  readonly keys?: readonly string[];
  readonly buildroot?: number;
}

async function addRpm(hub: TestHub, buildId: number, values: RpmValues): Promise<number> {
  const { name = 'tinylib', arch = 'x86_64', keys = [], buildroot } = values;
  return asHub(hub.hub.parts, 'test rows', async (ctx) => {
    const id = await ctx.db.insertReturningId('rpminfo', {
      build_id: buildId,
      name,
      version: '1.0',
      release: '1',
      epoch: 2,
      arch,
      draft: false,
      external_repo_id: 0,
      payloadhash: '6d09402c24139871765013656cb2acd1',
      size: 7425,
      buildtime: 1614772800,
      buildroot_id: buildroot,
    });
    for (const key of keys) await ctx.db.insert('rpmsigs', { rpm_id: id, sigkey: key, sighash: `h${key}` });
    return id;
  });
}

async function putFile(hub: TestHub, arch: string): Promise<void> {
  const path = join(hub.topdir, 'packages/tinylib/1.0/1', arch, `tinylib-1.0-1.${arch}.rpm`);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(join(fixtures, `tinylib-1.0-1.${arch}.rpm`), path);
}

eachDatabase('what pages show of builds', (open) => {
  it('has tags with who put it there, RPMs by arch with signatures, logs and the source RPM', async () => {
    const hub = await open();
    const [first, second] = [await hub.rows.tag({ name: 'f1' }), await hub.rows.tag({ name: 'f2' })];
    const build = await hub.rows.build({ name: 'tinylib', epoch: 2, tags: [first.id, second.id] });
    await (await hub.as('kojiadmin')).call('untagBuildBypass', ['f1', build.name]);
    await addRpm(hub, build.id, { name: 'tinylib-debuginfo', keys: ['aaaa1111'] });
    await addRpm(hub, build.id, { keys: ['', 'aaaa1111', 'bbbb2222'] });
    await addRpm(hub, build.id, { arch: 'src' });
    await addRpm(hub, build.id, { name: 'tinylib-doc', arch: 'noarch' });
    for (let number = 0; number < 60; number += 1)
      await addRpm(hub, build.id, {
        name: `tinylib-p${number}`,
        arch: 'aarch64',
        // The last of them by name, which is not answered.
        keys: number === 9 ? ['cccc3333'] : [],
      });
    await putFile(hub, 'src');
    const logs = join(hub.topdir, 'packages/tinylib/1.0/1/data/logs/x86_64');
    await mkdir(logs, { recursive: true });
    await writeFile(join(logs, 'build.log'), 'well\n');

    const found = await hub.anonymous.call<BuildDetails>('describeBuild', [build.name]);
    expect(found.build).toMatchObject({ id: build.id, nvr: 'tinylib-1.0-1' });
    expect(found.tags).toMatchObject([
      { tag_name: 'f2', creator_name: 'kojiadmin', revoke_event: null, revoker_name: null },
      { tag_name: 'f1', creator_name: 'kojiadmin', revoker_name: 'kojiadmin' },
    ]);
    expect(Number(found.tags[1]!.revoke_ts)).toBeGreaterThan(Number(found.tags[1]!.create_ts));
    expect(found.rpms.map(({ arch, count, rpms }) => [arch, count, rpms.length])).toEqual([
      ['src', 1, 1],
      ['noarch', 1, 1],
      ['aarch64', 60, 50],
      ['x86_64', 2, 2],
    ]);
    expect(found.rpms[3]!.rpms.map(({ name, sigkeys }) => [name, sigkeys])).toEqual([
      ['tinylib', ['aaaa1111', 'bbbb2222']],
      ['tinylib-debuginfo', ['aaaa1111']],
    ]);
    expect(found.signatures).toEqual([
      { sigkey: 'aaaa1111', rpms: 2 },
      { sigkey: 'bbbb2222', rpms: 1 },
      { sigkey: 'cccc3333', rpms: 1 },
    ]);
    expect(found.logs).toMatchObject([{ name: 'build.log', dir: 'x86_64' }]);
    expect(found.source).toMatchObject({ license: expect.any(String), changelog_count: expect.any(Number) });
    expect(await hub.anonymous.call('describeBuild', ['nosuch-1-1'])).toBeNull();
    const strict = hub.anonymous.call('describeBuild', ['nosuch-1-1', true]);
    await expect(strict).rejects.toThrow("No such build: 'nosuch-1-1'");
  });

  it('has what the source RPM says of a build under way as soon as the task that makes it has ended', async () => {
    const hub = await open();
    const task = await hub.rows.task({ method: 'build', state: TASK_STATES.OPEN });
    const build = await hub.rows.build({ state: BUILD_STATES.BUILDING, taskId: task.id });
    const source = async () => (await hub.anonymous.call<BuildDetails>('describeBuild', [build.id])).source;
    const made = async (state: number, file: string) => {
      const { id } = await hub.rows.task({ method: 'buildSRPMFromSCM', parent: task.id, state });
      const folder = new PathInfo(hub.topdir).task(id);
      await mkdir(folder, { recursive: true });
      await copyFile(join(fixtures, file), join(folder, 'tinylib-1.0-1.src.rpm'));
    };
    await made(TASK_STATES.FAILED, 'tinylib-1.0-1.src.rpm');
    expect(await source()).toBeNull();
    await made(TASK_STATES.CLOSED, 'tinylib-1.0-1.src.rpm');
    expect(await source()).toMatchObject({
      license: expect.any(String),
      changelog_count: expect.any(Number),
    });
    await made(TASK_STATES.CLOSED, '../README.md');
    expect(await source()).toBeNull();
  });

  it('has archives by type with what is known of each as one of its type', async () => {
    const hub = await open();
    const build = await hub.rows.build();
    const admin = await hub.as('kojiadmin');
    await admin.call('createImageBuild', [build.name]);
    await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      const id = await ctx.db.insertReturningId('archiveinfo', {
        type_id: 1,
        btype_id: 4,
        build_id: build.id,
        filename: 'disk.qcow2',
        size: 12,
        checksum: 'c',
        checksum_type: 2,
        metadata_only: false,
        extra: '{"a": 1}',
      });
      await ctx.db.insert('image_archives', { archive_id: id, arch: 'aarch64' });
    });
    const found = await hub.anonymous.call<BuildDetails>('describeBuild', [build.id]);
    expect(found.archives).toMatchObject([
      { btype: 'image', count: 1, archives: [{ filename: 'disk.qcow2', arch: 'aarch64', extra: { a: 1 } }] },
    ]);
    expect(found.archives[0]!.archives[0]).not.toHaveProperty('group_id');
    expect(found.source).toBeNull();
  });

  it('reads the header of an RPM once, and pages its files', async () => {
    const hub = await open();
    const build = await hub.rows.build({ name: 'tinylib', epoch: 2 });
    const id = await addRpm(hub, build.id, { keys: ['', 'aaaa1111'] });
    expect(await hub.anonymous.call('describeRPM', [id])).toMatchObject({
      rpm: { id },
      build: { id: build.id },
      buildroot: null,
      signatures: [{ sigkey: 'aaaa1111' }],
      description: null,
      buildroots: [],
    });
    await putFile(hub, 'x86_64');
    const { description } = await hub.anonymous.call<RpmDetails>('describeRPM', [
      'tinylib-1.0-1.x86_64',
      { order: '-name', offset: 1, limit: 1 },
    ]);
    expect(description!.files).toHaveLength(1);
    expect(description!.file_count).toBeGreaterThan(1);
    expect(description!.dependencies.find(({ type }) => type === 3)).toMatchObject({
      count: 1,
      dependencies: [{ name: 'hugelib', version: '2', flags: 2 }],
    });
  });

  it('has an RPM whose file is broken without what its header says, and none where there is none', async () => {
    const hub = await open();
    const build = await hub.rows.build({ name: 'tinylib' });
    const id = await addRpm(hub, build.id, {});
    const path = join(hub.topdir, 'packages/tinylib/1.0/1/x86_64/tinylib-1.0-1.x86_64.rpm');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'no package');
    expect(await hub.anonymous.call('describeRPM', [id])).toMatchObject({ rpm: { id }, description: null });
    expect(await hub.anonymous.call('describeRPM', [77])).toBeNull();
    const strict = hub.anonymous.call('describeRPM', [77], { strict: true });
    await expect(strict).rejects.toThrow("No such rpm: {'id': 77}");
  });
});

eachDatabase('the builds that ended last', (open) => {
  it('are those under way and then the newest, of a user and of a package, with target and changelog', async () => {
    const hub = await open();
    const task = await hub.rows.task({ method: 'build', params: ['cli-build/1/x.src.rpm', 'f40'] });
    const old = await hub.rows.build({ name: 'tinylib', epoch: 2, taskId: task.id });
    await addRpm(hub, old.id, { arch: 'src' });
    await putFile(hub, 'src');
    const under = await hub.rows.build({ state: BUILD_STATES.BUILDING, owner: 2 });
    const failed = await hub.rows.build({ state: BUILD_STATES.FAILED });
    const ids = async (...args: unknown[]) =>
      (await hub.anonymous.call<RecentBuilds>('listRecentBuilds', args)).builds.map(
        (build) => build.build_id,
      );
    expect(await ids()).toEqual([under.id, failed.id, old.id]);
    expect(await ids(null, null, null, 2)).toEqual([under.id, failed.id]);
    expect(await ids(null, 'alice')).toEqual([under.id]);
    expect(await ids(null, null, 'tinylib')).toEqual([old.id]);
    const found = await hub.anonymous.call<RecentBuilds>('listRecentBuilds', [null, null, 'tinylib']);
    expect(found.package).toMatchObject({ name: 'tinylib' });
    expect(found.builds[0]!.target).toBe('f40');
    expect(found.builds[0]!.changelog.length).toBeGreaterThan(0);
    const unknown = hub.anonymous.call('listRecentBuilds', ['nosuch']);
    await expect(unknown).rejects.toThrow('No such entry in table tag: nosuch');
  });

  it('of a tag come once each, from what it inherits as well, without blocked packages', async () => {
    const hub = await open();
    const parent = await hub.rows.tag({ packages: ['a', 'b'] });
    const tag = await hub.rows.tag({ name: 'f40', parents: [parent.id] });
    const a = await hub.rows.build({ name: 'a', tags: [parent.id, tag.id] });
    await hub.rows.build({ name: 'b', tags: [parent.id] });
    await hub.rows.build({ name: 'c', tags: [parent.id] });
    await hub.rows.build({ name: 'a', version: '2' });
    await (await hub.as('kojiadmin')).call('packageListBlock', ['f40', 'b']);
    const found = await hub.anonymous.call<RecentBuilds>('listRecentBuilds', ['f40']);
    expect(found.builds.map((build) => build.build_id)).toEqual([a.id]);
    expect(found.tag).toEqual({ id: tag.id, name: 'f40' });
  });
});
