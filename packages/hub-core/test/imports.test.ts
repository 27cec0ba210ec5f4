import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { BUILD_STATES, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { BINARY, fixture, SOURCE } from './tinylib.js';

const NOARCH = 'tinylib-doc-1.0-1.noarch.rpm';
const FILES = [`src/${SOURCE}`, `x86_64/${BINARY}`, `noarch/${NOARCH}`, 'data/logs/x86_64/build.log'];

type Open = (options?: TestHubOptions) => Promise<TestHub>;

/** A task of a builder with a build in progress and its uploads. */
async function withBuild(open: Open, options?: TestHubOptions) {
  const hub = await open(options);
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const task = await newTask(hub, host.id);
  const id = await initBuild(builder, task.id);
  for (const name of [SOURCE, BINARY, NOARCH]) await builder.upload(task.folder, name, fixture(name));
  await builder.upload(task.folder, 'build.log', 'built\n');
  const home = join(hub.topdir, 'packages/tinylib/1.0/1');
  const complete = (
    changes: { task?: number; build?: number; srpm?: string; rpms?: string[]; logs?: object } = {},
  ) =>
    builder.call<Build>('host.completeBuild', [
      changes.task ?? task.id,
      changes.build ?? id,
      changes.srpm ?? `${task.folder}/${SOURCE}`,
      changes.rpms ?? [`${task.folder}/${BINARY}`, `${task.folder}/${NOARCH}`],
      {},
      changes.logs ?? { x86_64: [`${task.folder}/build.log`] },
    ]);
  return { hub, host, builder, task, id, home, complete };
}

async function newTask(hub: TestHub, hostId: number) {
  const params = ['git://example.com/tinylib', 'target', {}];
  const { id } = await hub.rows.task({ method: 'build', params, state: TASK_STATES.OPEN, hostId });
  return { id, folder: `tasks/${id % 10000}/${id}` };
}

function initBuild(builder: Caller, taskId: number, more: object = {}): Promise<number> {
  const data = { name: 'tinylib', version: '1.0', release: '1', epoch: 2, task_id: taskId };
  return builder.call('host.initBuild', [{ ...data, ...more }]);
}

async function expectNothingDone(hub: TestHub, id: number, home: string): Promise<void> {
  expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
  expect(await hub.anonymous.call('listRPMs', [id])).toEqual([]);
  expect(existsSync(home)).toBe(false);
}

eachDatabase('a build that a builder completes', (open) => {
  it('has its rows, its files and links to them where they were uploaded', async () => {
    const { hub, task, id, home, complete } = await withBuild(open);
    expect(await complete()).toMatchObject({ id, state: BUILD_STATES.COMPLETE, nvr: 'tinylib-1.0-1' });
    for (const file of FILES) expect(lstatSync(join(home, file)).isFile()).toBe(true);
    for (const name of [SOURCE, BINARY, NOARCH]) {
      const upload = join(hub.topdir, 'work', task.folder, name);
      expect(readlinkSync(upload)).toMatch(/packages\/tinylib\/1\.0\/1/);
      expect(readFileSync(upload)).toEqual(fixture(name));
    }
    expect(existsSync(join(home, 'data/sigcache'))).toBe(true);
    expect(await hub.anonymous.call('getBuildLogs', [id])).toHaveLength(1);
  });

  it('may be a draft, and keeps its files when it is promoted', async () => {
    const { hub, builder, host } = await withBuild(open);
    const task = await newTask(hub, host.id);
    const id = await initBuild(builder, task.id, { release: '2', draft: true });
    await builder.upload(task.folder, 'tinylib-1.0-2.src.rpm', fixture('tinylib-1.0-2.src.rpm'));
    await builder.call('host.completeBuild', [task.id, id, `${task.folder}/tinylib-1.0-2.src.rpm`, []]);
    const draft = join(hub.topdir, `packages/tinylib/1.0/2,draft_${id}`);
    const home = join(hub.topdir, 'packages/tinylib/1.0/2');
    expect(existsSync(join(draft, 'src/tinylib-1.0-2.src.rpm'))).toBe(true);
    // What a promotion leaves that was killed: a folder that shares the files of the draft.
    mkdirSync(home);
    await (await hub.as('kojiadmin')).call('promoteBuild', [id, true]);
    expect(existsSync(draft)).toBe(false);
    expect(readFileSync(join(home, 'src/tinylib-1.0-2.src.rpm'))).toEqual(fixture('tinylib-1.0-2.src.rpm'));
  });

  it('is not completed with files, builds and tasks that are not there or not its own', async () => {
    const { hub, id, home, task, complete } = await withBuild(open);
    const other = await hub.rows.task();
    const stray = { '../../..': [`${task.folder}/build.log`] };
    const path = join(hub.topdir, 'work', task.folder, 'none.src.rpm');
    await expect(complete({ srpm: `${task.folder}/none.src.rpm` })).rejects.toThrow(`No such file: ${path}`);
    await expect(complete({ srpm: '../packages/x.src.rpm' })).rejects.toThrow(
      'Invalid upload path: ../packages',
    );
    await expect(complete({ build: 99_999 })).rejects.toThrow('No such build: 99999');
    await expect(complete({ task: other.id })).rejects.toThrow(`does not own task ${other.id}`);
    await expect(complete({ logs: stray })).rejects.toThrow('Invalid folder of logs: ../../..');
    await expectNothingDone(hub, id, home);
  });

  it('is not completed with what is no RPM, no source RPM, or cut off', async () => {
    const { hub, builder, id, home, task, complete } = await withBuild(open);
    await builder.upload(task.folder, 'text.src.rpm', 'no rpm');
    await builder.upload(task.folder, 'cut.src.rpm', fixture(SOURCE).subarray(0, 500));
    const at = (name: string) => `${task.folder}/${name}`;
    for (const name of ['text.src.rpm', 'cut.src.rpm']) {
      await expect(complete({ srpm: at(name) })).rejects.toThrow('error reading package header');
    }
    await expect(complete({ srpm: at(BINARY) })).rejects.toThrow('not a source package');
    await expect(complete({ rpms: [at('cut.src.rpm')] })).rejects.toThrow('error reading package header');
    await builder.upload(task.folder, 'other-1-1.x86_64.rpm', fixture(BINARY));
    await expect(complete({ rpms: [at('other-1-1.x86_64.rpm')] })).rejects.toThrow(
      `bad filename: other-1-1.x86_64.rpm (expected ${BINARY})`,
    );
    await expectNothingDone(hub, id, home);
    expect(await complete()).toMatchObject({ state: BUILD_STATES.COMPLETE });
  });

  it('is not completed with links among the uploads', async () => {
    const { hub, id, home, task, complete } = await withBuild(open);
    writeFileSync(join(hub.topdir, 'secret'), 'secret');
    const link = join(hub.topdir, 'work', task.folder, 'linked.log');
    symlinkSync(join(hub.topdir, 'secret'), link);
    await expect(complete({ logs: { x86_64: [`${task.folder}/linked.log`] } })).rejects.toThrow(
      `${link} is not a regular file`,
    );
    await expectNothingDone(hub, id, home);
  });

  it('is one of its own task, in progress', async () => {
    const { hub, host, builder, task, id, complete } = await withBuild(open);
    const other = await newTask(hub, host.id);
    await expect(complete({ task: other.id })).rejects.toThrow(`${SOURCE} is no upload of task ${other.id}`);
    await builder.upload(other.folder, SOURCE, fixture(SOURCE));
    const own = { task: other.id, srpm: `${other.folder}/${SOURCE}`, rpms: [], logs: {} };
    await expect(complete(own)).rejects.toThrow(
      `Unable to complete build: task_id mismatch (build: ${task.id}, rpm: ${other.id})`,
    );
    await expect(builder.call('host.failBuild', [other.id, id])).rejects.toThrow(`it is of task ${task.id}`);
    const admin = await hub.as('kojiadmin');
    await admin.call('cancelBuild', [id]);
    await expect(complete()).rejects.toThrow();
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.CANCELED });
  });

  it('loses its files again when the call of a multicall fails, or the whole request', async () => {
    let refuse: 'postImport' | 'preCommit' | undefined;
    const failing = (event: 'postImport' | 'preCommit') => () => {
      if (refuse === event) throw new Error('refused');
    };
    const plugins = [
      {
        name: 'refusing',
        on: {
          postImport: (caller: unknown, { type }: { type: string }) => {
            if (type === 'build') failing('postImport')();
          },
          preCommit: failing('preCommit'),
        },
      },
    ] as unknown as TestHubOptions['plugins'];
    const { hub, builder, id, home, task, complete } = await withBuild(open, { plugins });
    refuse = 'postImport';
    const call = {
      methodName: 'host.completeBuild',
      params: [task.id, id, `${task.folder}/${SOURCE}`, [`${task.folder}/${BINARY}`]],
    };
    const [first, second] = await builder.call<unknown[]>('multiCall', [
      [call, { methodName: 'host.getID', params: [] }],
    ]);
    expect(first).toMatchObject({ faultString: expect.stringContaining('refused') as string });
    expect(second).toHaveLength(1);
    await expectNothingDone(hub, id, home);
    refuse = 'preCommit';
    await expect(complete()).rejects.toThrow('refused');
    refuse = undefined;
    await expectNothingDone(hub, id, home);
    expect(readFileSync(join(hub.topdir, 'work', task.folder, BINARY))).toEqual(fixture(BINARY));
    expect(await complete()).toMatchObject({ state: BUILD_STATES.COMPLETE });
  });
});

eachDatabase('an RPM that is imported', (open) => {
  it('wins once when it is imported twice at the same time', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const twin = await hub.as('kojiadmin');
    for (const folder of ['one', 'two']) await admin.upload(folder, SOURCE, fixture(SOURCE));
    const tries = await Promise.allSettled([
      admin.call('importRPM', ['one', SOURCE]),
      twin.call('importRPM', ['two', SOURCE]),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = tries.find((result) => result.status === 'rejected');
    expect(String(lost?.reason)).toMatch(/was imported already|exists/);
    expect(await hub.database.transaction((db) => db.value(sql`SELECT count(*) FROM rpminfo`))).toBe(1);
    expect(readFileSync(join(hub.topdir, 'packages/tinylib/1.0/1/src', SOURCE))).toEqual(fixture(SOURCE));
  });
});

eachDatabase('a scratch build', (open) => {
  async function withScratch() {
    const made = await withBuild(open);
    const { hub, builder, task } = made;
    const kept = join(hub.topdir, `scratch/kojiadmin/task_${task.id}`);
    const keep = () =>
      builder.call('host.moveBuildToScratch', [
        task.id,
        `${task.folder}/${SOURCE}`,
        [`${task.folder}/${BINARY}`],
        { x86_64: [`${task.folder}/build.log`] },
      ]);
    return { ...made, kept, keep };
  }

  it('is kept in the folder of its task', async () => {
    const { hub, task, kept, keep } = await withScratch();
    await keep();
    expect(readFileSync(join(kept, BINARY))).toEqual(fixture(BINARY));
    expect(readFileSync(join(kept, 'logs/x86_64/build.log'), 'utf8')).toBe('built\n');
    expect(readlinkSync(join(hub.topdir, 'work', task.folder, SOURCE))).toContain('scratch/kojiadmin');
  });

  it('may be told again by a task that runs again while its subtasks do not', async () => {
    const { hub, task, kept, keep } = await withScratch();
    await keep();
    expect(await keep()).toBeNull();
    expect(lstatSync(join(kept, SOURCE)).isFile()).toBe(true);
    expect(readFileSync(join(kept, SOURCE))).toEqual(fixture(SOURCE));
    expect(readFileSync(join(hub.topdir, 'work', task.folder, SOURCE))).toEqual(fixture(SOURCE));
  });

  it('is replaced by what a task that runs again uploads', async () => {
    const { hub, builder, task, kept, keep } = await withScratch();
    await keep();
    await builder.upload(task.folder, SOURCE, fixture(SOURCE));
    const text = Buffer.from('built again\n');
    const chunk = [task.folder, 'build.log', text.length, null, 0, text];
    expect(await builder.call('uploadFile', chunk)).toBe(true);
    // Until it is told, what was kept stays.
    expect(readFileSync(join(kept, 'logs/x86_64/build.log'), 'utf8')).toBe('built\n');
    await keep();
    expect(readFileSync(join(kept, 'logs/x86_64/build.log'), 'utf8')).toBe('built again\n');
    expect(readFileSync(join(hub.topdir, 'work', task.folder, 'build.log'), 'utf8')).toBe('built again\n');
    expect(readdirSync(kept).sort()).toEqual(['logs', SOURCE, BINARY].sort());
    // Scratch builds are cleaned up: the links lead nowhere.
    rmSync(kept, { recursive: true });
    await builder.upload(task.folder, SOURCE, fixture(SOURCE));
    expect(lstatSync(join(hub.topdir, 'work', task.folder, SOURCE)).isFile()).toBe(true);
  });

  it('leaves uploads alone that lead to a build', async () => {
    const { builder, task, complete } = await withBuild(open);
    await complete();
    await expect(builder.upload(task.folder, SOURCE, fixture(SOURCE))).rejects.toThrow(
      'destination is a symlink',
    );
  });

  it('is of its own task and those below it', async () => {
    const { hub, host, builder, task, kept } = await withScratch();
    const other = await newTask(hub, host.id);
    await builder.upload(other.folder, SOURCE, fixture(SOURCE));
    const foreign = builder.call('host.moveBuildToScratch', [task.id, `${other.folder}/${SOURCE}`, []]);
    await expect(foreign).rejects.toThrow(`is no upload of task ${task.id}`);
    const alice = await hub.as('alice');
    await alice.upload('cli-build/1', SOURCE, fixture(SOURCE));
    const uploaded = builder.call('host.moveBuildToScratch', [task.id, `cli-build/1/${SOURCE}`, []]);
    await expect(uploaded).rejects.toThrow(`is no upload of task ${task.id}`);
    const results = { task_id: other.id, files: [SOURCE], logs: [] };
    const image = builder.call('host.moveImageBuildToScratch', [task.id, { x86_64: results }]);
    await expect(image).rejects.toThrow(`is no upload of task ${task.id}`);
    expect(existsSync(kept)).toBe(false);

    const running = { state: TASK_STATES.OPEN, hostId: host.id };
    const { id: child } = await hub.rows.task({ ...running, parent: task.id });
    const { id: grandchild } = await hub.rows.task({ ...running, parent: child });
    await builder.upload(`tasks/${grandchild}/${grandchild}`, SOURCE, fixture(SOURCE));
    const own = `tasks/${grandchild}/${grandchild}/${SOURCE}`;
    await builder.call('host.moveBuildToScratch', [task.id, own, []]);
    expect(readFileSync(join(kept, SOURCE))).toEqual(fixture(SOURCE));
  });
});
