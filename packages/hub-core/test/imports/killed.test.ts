import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import sql from 'sql-template-tag';
import { BUILD_STATES, decodeResponse, encodeCall, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachEmptyDatabase } from '@kojikit/testing';
import { bundledProgram } from '@kojikit/testing/bundled-program';
import {
  asHub,
  createHub,
  loadHubConfig,
  readBody,
  type DatabaseConnection,
  type Hub,
} from '../../src/index.js';
import { buildroot, DATA, GENERATOR, LOG, metadata } from '../content-generators/metadata.js';
import { fixture, SOURCE } from '../tinylib.js';

const LIMIT = 100;
const run = promisify(execFile);

const program = await bundledProgram(join(import.meta.dirname, 'killed-hub.ts'));

type Headers = Record<string, string>;

/** A hub on a database and a folder that outlive it. */
class LastingHub {
  private calls = 0;

  private constructor(
    readonly topdir: string,
    readonly config: string,
    private readonly hub: Hub,
    private session: { id: number; key: string } | undefined,
  ) {}

  static async make(connection: DatabaseConnection): Promise<LastingHub> {
    const topdir = await mkdtemp(join(tmpdir(), 'kojikit-killed-'));
    onTestFinished(() => rm(topdir, { recursive: true, force: true }));
    for (const name of ['packages', 'work', 'scratch', 'repos']) mkdirSync(join(topdir, name));
    const config = join(topdir, 'hub.conf');
    const database = connection.kind === 'sqlite' ? `sqlite:${connection.path}` : connection.url!;
    writeFileSync(
      config,
      `[hub]\nKojiDir = ${topdir}\nDBConnectionString = ${database}\nLogLevel = CRITICAL\nHousekeeping = off\nEnableMaven = True\n`,
    );
    const hub = await createHub({ config: loadHubConfig({ file: config }).config, schema: 'apply' });
    onTestFinished(() => hub.close());
    const made = new LastingHub(topdir, config, hub, undefined);
    await made.prepare();
    return made;
  }

  /* An admin that is a builder too. */
  private async prepare(): Promise<void> {
    await asHub(this.hub.parts, 'test users', async (ctx) => {
      const user = await ctx.db.insertReturningId('users', {
        name: 'one',
        password: 'pw',
        status: 0,
        usertype: 1,
      });
      await ctx.db.insertReturningId('host', { user_id: user, name: 'one' });
      const admin = await ctx.db.value<number>(sql`SELECT id FROM permissions WHERE name = 'admin'`);
      const event = await ctx.event();
      const granted = { user_id: user, perm_id: admin, create_event: event, creator_id: user, active: true };
      await ctx.db.insert('user_perms', granted);
    });
    const login = await this.call<Record<string, never>>('login', ['one', 'pw']);
    this.session = { id: login['session-id']!, key: login['session-key']! };
    await this.call('exclusiveSession');
  }

  private request(method: string, params: readonly unknown[]) {
    const headers: Headers = { 'content-type': 'text/xml' };
    if (this.session !== undefined) {
      headers['koji-session-id'] = String(this.session.id);
      headers['koji-session-key'] = this.session.key;
      headers['koji-session-callnum'] = String(this.calls++);
    }
    const body = encodeCall(method, params);
    return { method: 'POST', query: '', headers, body, remoteAddress: '127.0.0.1' };
  }

  async call<Result>(method: string, params: readonly unknown[] = []): Promise<Result> {
    const request = this.request(method, params);
    const answer = await this.hub.handle({ ...request, body: Buffer.from(request.body) });
    return decodeResponse(await readBody(answer.body)) as Result;
  }

  /** Sends a call to a hub in a process of its own, which is killed at its change of a file of this number. */
  async callAndKill(method: string, params: readonly unknown[], at: number): Promise<'answered' | 'killed'> {
    const counting = ['--import', join(import.meta.dirname, 'count-writes.mjs')];
    const request = JSON.stringify(this.request(method, params));
    const given = [program, this.config, this.topdir, request];
    const env = { ...process.env, KILL_AT: String(at) };
    try {
      const { stdout } = await run(process.execPath, [...counting, ...given], { env });
      expect(stdout).not.toContain('faultString');
      return 'answered';
    } catch (error) {
      if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return 'killed';
      throw error;
    }
  }

  /** How many decisions of policies are kept. */
  decisions(): Promise<number> {
    const query = sql`SELECT COUNT(*) FROM kojikit_policy_decisions`;
    return asHub(this.hub.parts, 'test decisions', async (ctx) => Number(await ctx.db.value(query)));
  }

  newTask(): Promise<number> {
    return asHub(this.hub.parts, 'test task', async (ctx) => {
      const host = await ctx.db.value<number>(sql`SELECT id FROM host`);
      const row = {
        state: TASK_STATES.OPEN,
        host_id: host,
        owner: 1,
        channel_id: 1,
        method: 'build',
        arch: 'noarch',
      };
      return ctx.db.insertReturningId('task', {
        ...row,
        request: encodeCall('build', ['x', null, {}]),
        priority: 20,
      });
    });
  }

  upload(folder: string, name: string, content: Buffer | string): void {
    mkdirSync(join(this.topdir, 'work', folder), { recursive: true });
    writeFileSync(join(this.topdir, 'work', folder, name), content);
  }
}

function expectFiles(hub: LastingHub, files: readonly string[]): void {
  for (const file of files)
    expect(existsSync(join(hub.topdir, 'packages/tinylib/1.0/1', file)), file).toBe(true);
}

eachEmptyDatabase('a hub that is killed at any of its changes of files', (make, engine) => {
  /* Each try is a process. The database takes back the same wherever it was killed, so a few tries will do for PostgreSQL. */
  const step = engine === 'sqlite' ? 1 : 8;

  it('has either no rows, and takes the build at the next try, or the build with its files', async () => {
    const hub = await LastingHub.make(await make());
    const ends: string[] = [];
    for (let at = 1; at < LIMIT && !ends.includes('answered'); at += step) {
      const task = await hub.newTask();
      const folder = `tasks/${task}/${task}`;
      const data = { name: 'tinylib', version: '1.0', release: '1', epoch: 2, task_id: task };
      const id = await hub.call<number>('host.initBuild', [data]);
      hub.upload(folder, SOURCE, fixture(SOURCE));
      hub.upload(folder, 'build.log', 'built\n');
      const params = [task, id, `${folder}/${SOURCE}`, [], {}, { x86_64: [`${folder}/build.log`] }];
      const end = await hub.callAndKill('host.completeBuild', params, at);
      const build = await hub.call<Build>('getBuild', [id]);
      const rpms = await hub.call<unknown[]>('listRPMs', [id]);
      if (build.state === BUILD_STATES.BUILDING) {
        expect([end, rpms]).toEqual(['killed', []]);
        ends.push('undone');
        expect(await hub.call('host.completeBuild', params)).toMatchObject({ state: BUILD_STATES.COMPLETE });
      } else {
        expect(build.state).toBe(BUILD_STATES.COMPLETE);
        expect(rpms).toHaveLength(1);
        ends.push(end);
      }
      expectFiles(hub, [`src/${SOURCE}`, 'data/logs/x86_64/build.log']);
      await hub.call('resetBuild', [id]);
    }
    // Between the commit and the answer lie few changes: longer steps may miss them.
    const seen = ['undone', ...(step === 1 ? ['killed'] : []), 'answered'];
    expect(ends).toEqual(expect.arrayContaining(seen));
  }, 300_000);

  it('has either no rows, and takes the RPM at the next try, or the RPM with its file', async () => {
    const hub = await LastingHub.make(await make());
    let end = '';
    for (let at = 1; at < LIMIT && end !== 'answered'; at += 2 * step) {
      hub.upload('one', SOURCE, fixture(SOURCE));
      end = await hub.callAndKill('importRPM', ['one', SOURCE], at);
      const known = await hub.call('getRPM', ['tinylib-1.0-1.src']);
      if (known === null) {
        expect(end).toBe('killed');
        expect(await hub.call('importRPM', ['one', SOURCE])).toMatchObject({ name: 'tinylib' });
      }
      expectFiles(hub, [`src/${SOURCE}`]);
      await hub.call('resetBuild', ['tinylib-1.0-1']);
      // A canceled build takes no RPMs.
      await hub.call('createEmptyBuild', ['tinylib', '1.0', '1', 2]);
      await rm(join(hub.topdir, 'work/one'), { recursive: true });
    }
    expect(end).toBe('answered');
  }, 300_000);

  it('has either no archives, and takes the Maven build at the next try, or the build with its files', async () => {
    const hub = await LastingHub.make(await make());
    const artifact = { group_id: 'g', artifact_id: 'a', version: '1' };
    const ends: string[] = [];
    for (let at = 1; at < LIMIT && !ends.includes('answered'); at += 3 * step) {
      const task = await hub.newTask();
      const folder = `tasks/${task}/${task}`;
      const info = { name: 'm', version: '1', release: null, epoch: null };
      const begun = await hub.call<Build>('host.initMavenBuild', [task, info, artifact]);
      const files = ['a-1.jar', 'maven-metadata.xml'];
      for (const name of [...files, 'maven.log']) hub.upload(`${folder}/g/a/1`, name, name);
      const results = { task_id: task, buildroot_id: null, files: { 'g/a/1': files } };
      const params = [task, begun.id, { ...results, logs: ['g/a/1/maven.log'] }, null];
      const end = await hub.callAndKill('host.completeMavenBuild', params, at);
      const build = await hub.call<Build>('getBuild', [begun.id]);
      const archives = await hub.call<unknown[]>('listArchives', [begun.id]);
      if (build.state === BUILD_STATES.BUILDING) {
        expect([end, archives]).toEqual(['killed', []]);
        ends.push('undone');
        await hub.call('host.completeMavenBuild', params);
      } else {
        expect(build.state).toBe(BUILD_STATES.COMPLETE);
        expect(archives).toHaveLength(1);
        ends.push(end);
      }
      const sums = files.flatMap((name) => [name, `${name}.md5`, `${name}.sha1`]);
      const home = join(hub.topdir, `packages/m/1/${begun.release}`);
      for (const file of [...sums.map((name) => `maven/g/a/1/${name}`), 'data/logs/maven/maven.log']) {
        expect(existsSync(join(home, file)), file).toBe(true);
      }
    }
    expect(ends).toEqual(expect.arrayContaining(['undone', 'answered']));
  }, 300_000);

  it('has a moved build on the volume that its row says, and moves it at the next try', async () => {
    const hub = await LastingHub.make(await make());
    mkdirSync(join(hub.topdir, 'vol/other'), { recursive: true });
    await hub.call('addVolume', ['other']);
    hub.upload('one', SOURCE, fixture(SOURCE));
    await hub.call('importRPM', ['one', SOURCE]);
    const homes: Record<string, string> = { DEFAULT: 'packages', other: 'vol/other/packages' };
    const volume = async () => (await hub.call<Build>('getBuild', ['tinylib-1.0-1'])).volume_name!;
    const expectHome = (name: string) =>
      expect(existsSync(join(hub.topdir, homes[name]!, 'tinylib/1.0/1/src', SOURCE)), name).toBe(true);
    const ends: string[] = [];
    for (let at = 1; at < LIMIT && !ends.includes('answered'); at += 3 * step) {
      const target = (await volume()) === 'other' ? 'DEFAULT' : 'other';
      ends.push(await hub.callAndKill('changeBuildVolume', ['tinylib-1.0-1', target], at));
      expectHome(await volume());
      if ((await volume()) !== target) await hub.call('changeBuildVolume', ['tinylib-1.0-1', target]);
      expectHome(target);
    }
    expect(ends).toEqual(expect.arrayContaining(['killed', 'answered']));
  }, 300_000);

  it('has either nothing of a build of a content generator, and takes it at the next try, or all of it', async () => {
    const hub = await LastingHub.make(await make());
    await hub.call('grantCGAccess', ['one', GENERATOR, true]);
    let builds = 0;
    const unknown = { type: 'rpm', name: 'x', version: '1', release: '1', arch: 'noarch', sigmd5: '' };
    const ends: string[] = [];
    for (let at = 1; at < LIMIT && !ends.includes('answered'); at += 2 * step) {
      const version = String(at);
      await rm(join(hub.topdir, 'work/up'), { recursive: true, force: true });
      hub.upload('up', 'data.json', DATA);
      hub.upload('up', 'build.log', LOG);
      const given = metadata({ version }, { buildroots: [buildroot({ components: [unknown] })] });
      const end = await hub.callAndKill('CGImport', [given, 'up'], at);
      const build = await hub.call<Build | null>('getBuild', [`image-${version}-1`]);
      if (build === null) {
        expect([end, await hub.decisions()]).toEqual(['killed', builds]);
        ends.push('undone');
        await hub.call('CGImport', [given, 'up']);
      } else {
        expect(build.state).toBe(BUILD_STATES.COMPLETE);
        expect(await hub.call('listArchives', [build.id])).toHaveLength(1);
        ends.push(end);
      }
      expect(await hub.decisions()).toBe((builds += 1));
      const files = ['images/data.json', 'metadata.json', 'data/logs/build.log', 'data/logs/cg_import.log'];
      for (const file of files) {
        expect(existsSync(join(hub.topdir, `packages/image/${version}/1`, file)), file).toBe(true);
      }
    }
    const seen = ['undone', ...(step === 1 ? ['killed'] : []), 'answered'];
    expect(ends).toEqual(expect.arrayContaining(seen));
  }, 300_000);
});
