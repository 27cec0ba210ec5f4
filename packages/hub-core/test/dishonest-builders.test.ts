import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { BUILD_STATES, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { BINARY, fixture, SOURCE } from './tinylib.js';

const OTHER_SOURCE = 'tinylib-1.0-2.src.rpm';

const BUILD = { name: 'tinylib', version: '1.0', release: '1', epoch: 2 };

async function newBuilder(hub: TestHub) {
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const { id: task } = await hub.rows.task({ method: 'build', state: TASK_STATES.OPEN, hostId: host.id });
  return { builder, host: host.id, task, folder: `tasks/${task % 10000}/${task}` };
}

async function counts(hub: TestHub): Promise<{ builds: number; rpms: number }> {
  return hub.database.transaction(async (db) => ({
    builds: (await db.value<number>(sql`SELECT count(*) FROM build`))!,
    rpms: (await db.value<number>(sql`SELECT count(*) FROM rpminfo`))!,
  }));
}

/** What calls at one time have come to: the faults of those that failed. */
async function atOnce(calls: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const ends = await Promise.allSettled(calls.map((call) => call()));
  return ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
}

eachDatabase('imports of one name at one time', (open) => {
  it('leave one build: of an import, or of a builder that begins it', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { builder, task } = await newBuilder(hub);
    await admin.upload('one', SOURCE, fixture(SOURCE));
    const failed = await atOnce([
      () => admin.call('importRPM', ['one', SOURCE]),
      () => builder.call('host.initBuild', [{ ...BUILD, task_id: task }]),
    ]);
    const { builds, rpms } = await counts(hub);
    expect(builds).toBe(1);
    const build = await hub.anonymous.call<Build>('getBuild', ['tinylib-1.0-1']);
    const source = join(hub.topdir, 'packages/tinylib/1.0/1/src', SOURCE);
    if (build.state === BUILD_STATES.BUILDING) {
      // The import went into the build in progress, or came too late for its name.
      expect(existsSync(source)).toBe(rpms === 1);
      expect(failed).toHaveLength(rpms === 1 ? 0 : 1);
    } else {
      expect({ state: build.state, rpms, failed: failed.length, kept: existsSync(source) }).toEqual({
        state: BUILD_STATES.COMPLETE,
        rpms: 1,
        failed: 1,
        kept: true,
      });
    }
    for (const fault of failed) expect(fault).toMatch(/already exists|imported already|Build (is|already)/);
  });

  it('complete a build once', async () => {
    const hub = await open();
    const { builder, task, folder } = await newBuilder(hub);
    const id = await builder.call<number>('host.initBuild', [{ ...BUILD, task_id: task }]);
    for (const name of [SOURCE, BINARY]) await builder.upload(folder, name, fixture(name));
    const complete = () =>
      builder.call('host.completeBuild', [task, id, `${folder}/${SOURCE}`, [`${folder}/${BINARY}`]]);
    const failed = await atOnce([complete, complete, complete]);
    expect(failed).toHaveLength(2);
    // The later ones may find the uploads while they become links.
    const plain =
      /state is COMPLETE|was imported already|Invalid upload path|not a regular file|No such file/;
    for (const fault of failed) expect(fault).toMatch(plain);
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.COMPLETE });
    expect(await counts(hub)).toEqual({ builds: 1, rpms: 2 });
    const home = join(hub.topdir, 'packages/tinylib/1.0/1');
    for (const file of [`src/${SOURCE}`, `x86_64/${BINARY}`]) expect(existsSync(join(home, file))).toBe(true);
  });

  it('leave one RPM in a build', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.upload('src', SOURCE, fixture(SOURCE));
    await admin.call('importRPM', ['src', SOURCE]);
    const others = [await hub.as('kojiadmin'), await hub.as('kojiadmin')];
    for (const [index, other] of others.entries()) await other.upload(`up${index}`, BINARY, fixture(BINARY));
    const failed = await atOnce(
      others.map((other, index) => () => other.call('importRPM', [`up${index}`, BINARY])),
    );
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatch(/was imported already|already exists/);
    expect(await counts(hub)).toEqual({ builds: 1, rpms: 2 });
    const kept = readFileSync(join(hub.topdir, 'packages/tinylib/1.0/1/x86_64', BINARY));
    expect(kept).toEqual(fixture(BINARY));
  });
});

eachDatabase('a builder that does not tell the truth', (open) => {
  async function withBuild() {
    const hub = await open();
    const own = await newBuilder(hub);
    const { builder, task, folder } = own;
    const id = await builder.call<number>('host.initBuild', [{ ...BUILD, task_id: task }]);
    for (const name of [SOURCE, OTHER_SOURCE, BINARY]) await builder.upload(folder, name, fixture(name));
    return { ...own, hub, id };
  }

  async function expectUntouched({ hub, id, task, host }: Awaited<ReturnType<typeof withBuild>>) {
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
    expect(await hub.anonymous.call('getTaskInfo', [task])).toMatchObject({
      state: TASK_STATES.OPEN,
      host_id: host,
    });
    expect(await counts(hub)).toEqual({ builds: 1, rpms: 0 });
    expect(existsSync(join(hub.topdir, 'packages/tinylib'))).toBe(false);
    expect(existsSync(join(hub.topdir, 'scratch/kojiadmin'))).toBe(false);
  }

  it('is refused with RPMs of other builds and arches, and buildroots that are not there', async () => {
    const made = await withBuild();
    const { builder, task, folder, id } = made;
    const at = (name: string) => `${folder}/${name}`;
    await builder.upload(folder, 'tinylib-1.0-1.aarch64.rpm', fixture(BINARY));
    await builder.upload(folder, 'tinylib-1.0-2.x86_64.rpm', fixture(BINARY));
    const complete = (srpm: string, rpms: string[], roots: object = {}, build = id) =>
      builder.call('host.completeBuild', [task, build, at(srpm), rpms.map(at), roots]);
    const other = await builder.call<number>('host.initBuild', [{ ...BUILD, name: 'other', task_id: task }]);
    const refusals: [() => Promise<unknown>, string][] = [
      [
        () => complete(SOURCE, [], {}, other),
        'Unable to complete build: name mismatch (build: other, rpm: tinylib)',
      ],
      [() => complete(OTHER_SOURCE, []), 'Unable to complete build: release mismatch (build: 1, rpm: 2)'],
      [() => complete(SOURCE, [OTHER_SOURCE]), 'srpm mismatch for '],
      [() => complete(SOURCE, [SOURCE]), 'tinylib-1.0-1.src was imported already'],
      [() => complete(SOURCE, ['tinylib-1.0-1.aarch64.rpm']), `bad filename: tinylib-1.0-1.aarch64.rpm`],
      [() => complete(SOURCE, ['tinylib-1.0-2.x86_64.rpm']), `bad filename: tinylib-1.0-2.x86_64.rpm`],
      [() => complete(SOURCE, [BINARY], { [at(BINARY)]: 99_999 }), 'No such buildroot: 99999'],
      [() => complete(SOURCE, ['../x.rpm']), 'No such file: '],
      [() => complete(SOURCE, ['../../../../x.rpm']), 'Invalid upload path: '],
    ];
    for (const [call, text] of refusals) await expect(call(), text).rejects.toThrow(text);
    await builder.call('host.failBuild', [task, other]);
    await made.hub.database.transaction((db) => db.delete('build_types', sql`build_id = ${other}`));
    await made.hub.database.transaction((db) => db.delete('build', sql`id = ${other}`));
    await expectUntouched(made);
    await complete(SOURCE, [BINARY]);
    expect(await counts(made.hub)).toEqual({ builds: 1, rpms: 2 });
  });

  it('has no say in the task and the build of another one', async () => {
    const made = await withBuild();
    const { hub, task, folder, id } = made;
    const { builder: thief, task: own, folder: ownFolder } = await newBuilder(hub);
    const refused = (call: Promise<unknown>, text: string) => expect(call, text).rejects.toThrow(text);
    const notOwner = `does not own task ${task}`;
    await refused(thief.upload(folder, 'evil.log', 'x'), notOwner);
    const text = Buffer.from('x');
    await refused(thief.call('uploadFile', [folder, 'evil.log', 1, null, 0, text]), notOwner);
    const files = [`${folder}/${SOURCE}`, [`${folder}/${BINARY}`]] as const;
    await refused(thief.call('host.completeBuild', [task, id, ...files]), notOwner);
    await refused(thief.call('host.completeBuild', [own, id, ...files]), `is no upload of task ${own}`);
    await thief.upload(ownFolder, SOURCE, fixture(SOURCE));
    await refused(
      thief.call('host.completeBuild', [own, id, `${ownFolder}/${SOURCE}`, []]),
      'Unable to complete build: task_id mismatch',
    );
    await refused(thief.call('host.failBuild', [task, id]), notOwner);
    await refused(thief.call('host.failBuild', [own, id]), `it is of task ${task}`);
    await refused(thief.call('host.moveBuildToScratch', [task, ...files]), notOwner);
    await refused(thief.call('host.moveBuildToScratch', [own, ...files]), `is no upload of task ${own}`);
    await refused(thief.call('host.closeTask', [task, encoded]), notOwner);
    await refused(thief.call('host.failTask', [task, encoded]), notOwner);
    await refused(thief.call('host.tagBuild', [task, 'tag', id]), notOwner);
    await refused(thief.call('host.importImage', [task, { id }, {}]), notOwner);
    await refused(thief.call('host.completeImageBuild', [own, id, {}]), 'task_id mismatch');
    await thief.call('host.freeTasks', [[task]]);
    await expectUntouched(made);
  });

  it('is a builder at all', async () => {
    const made = await withBuild();
    const { hub, task, folder, id } = made;
    const alice = await hub.as('alice');
    const calls: [string, unknown[]][] = [
      ['host.initBuild', [{ ...BUILD, release: '9', task_id: task }]],
      ['host.completeBuild', [task, id, `${folder}/${SOURCE}`, []]],
      ['host.completeImageBuild', [task, id, {}]],
      ['host.importImage', [task, { id }, {}]],
      ['host.moveBuildToScratch', [task, `${folder}/${SOURCE}`, []]],
    ];
    for (const caller of [alice, hub.anonymous] as Caller[]) {
      for (const [method, params] of calls) {
        await expect(caller.call(method, params), method).rejects.toThrow(/not a host|[Ll]ogged/);
      }
    }
    await expect(alice.upload(folder, 'evil.log', 'x')).rejects.toThrow('not a host');
    await expectUntouched(made);
  });
});

const encoded = '<params><param><value><string>stolen</string></value></param></params>';
