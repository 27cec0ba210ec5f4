import { appendFileSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createClient } from '@kojikit/client';
import type { DatabaseConnection } from '@kojikit/hub-core';
import type {} from '@kojikit/plugin-runroot/api';
import { BUILDROOT_STATES, TASK_STATES } from '@kojikit/protocol';
import { FIRST_TAG, machineArch, startSite } from '../src/index.js';
import { openSiteFolder } from '../src/site-folder.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { programOf, runSource, type Run } from './run-source.js';

/** The tasks that these tests wait for; repos come and go by themselves. */
const METHODS = ['runroot', 'build', 'rebuildSRPM', 'buildArch', 'tagBuild'];

/** Hub and builder of a site, each to be started and killed alone. What runs when the test ends is killed. */
export async function separateParts(database: DatabaseConnection) {
  const directory = await mkdtemp(join(tmpdir(), 'kojikit-crash-test-'));
  const running = new Set<Run>();
  const kill = async (run: Run) => {
    running.delete(run);
    run.child.kill('SIGKILL');
    await run.ended;
  };
  const folder = openSiteFolder(directory);
  appendFileSync(folder.hubConfig, `DBConnectionString = ${connectionString(database)}\n`);
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  appendFileSync(
    folder.builderConfig,
    `server = ${url}/kojihub
topurl = ${url}/kojifiles
user = ${folder.builder.name}
password = ${folder.builder.password}
retry_interval = 1
buildroot_basic_cleanup_delay = 0
buildroot_final_cleanup_delay = 0
`,
  );
  const site = await startSite({ directory, listen });
  await site.warm().finally(() => site.close());

  const { name: user, password } = folder.admin;
  const client = createClient({
    url: `${url}/kojihub`,
    auth: { type: 'password', user, password },
    retryInterval: 1,
  });
  onTestFinished(async () => {
    client.close();
    for (const run of running) await kill(run);
    for (const pid of await processesWith(mark)) process.kill(pid, 'SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });

  const start = (packageName: string, args: readonly string[]) => {
    const run = runSource(programOf(packageName), args);
    running.add(run);
    return run;
  };
  // Nobody else on this machine sleeps for as long as this.
  const mark = `1${process.pid}${Date.now() % 1_000_000}`;

  return {
    client,
    mark,
    kill,
    directory,
    /** Ends a program in order. */
    async stop(run: Run) {
      running.delete(run);
      run.child.kill('SIGTERM');
      await run.ended;
    },
    async startHub() {
      const run = start('@kojikit/hub-core', ['--config', folder.hubConfig, 'serve', '--listen', listen]);
      await eventually(async () => {
        if (run.child.exitCode !== null) throw new Error(`the hub ended: ${(await run.ended).errors}`);
        return fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      }, 'the hub answers');
      return run;
    },
    startBuilder: () => start('@kojikit/builder', ['--config', folder.builderConfig, '--force-lock']),
    /** Types a command as the site's admin, which has to succeed; returns what it prints. */
    async koji(...args: string[]): Promise<string> {
      const { code, output, errors } = await runSource(programOf('@kojikit/cli'), [
        ...['-c', folder.clientConfig],
        ...args,
      ]).ended;
      if (code !== 0) throw new Error(`koji ${args.join(' ')} ended with ${code}: ${errors}${output}`);
      return output;
    },
    async runroot(...command: string[]): Promise<number> {
      if (!client.loggedIn) await client.login();
      return client.call('runroot', { tagInfo: FIRST_TAG, arch: machineArch(), command });
    },
    /** Waits until so many processes of the command are there; answers their ids. */
    async processes(atLeast: number): Promise<number[]> {
      let found: number[] = [];
      await eventually(
        async () => {
          found = await processesWith(mark);
          return atLeast === 0 ? found.length === 0 : found.length >= atLeast;
        },
        atLeast === 0 ? 'the command has ended' : 'the command runs',
      );
      return found;
    },
    /** Waits until processes of the command are there of which none is the one that was there before. */
    async processesBut(before: number | undefined): Promise<void> {
      await eventually(async () => {
        const now = await processesWith(mark);
        return now.length > 0 && !now.includes(before ?? 0);
      }, 'the task is at work again');
    },
    /** Waits until the task is in this state and nothing of any task is left: rows, processes, mounts, files. */
    async settled(task: number, state: number) {
      const read = async () => {
        const open = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];
        const active = [BUILDROOT_STATES.INIT, BUILDROOT_STATES.WAITING, BUILDROOT_STATES.BUILDING];
        return {
          state: (await client.call('getTaskInfo', { task_id: task, strict: true })).state,
          unfinished: (await client.call('listTasks', { opts: { state: open } })).filter(({ method }) =>
            METHODS.includes(method),
          ),
          buildroots: await client.call('listBuildroots', { state: active }),
          processes: await processesWith(mark),
          mounts: readFileSync('/proc/mounts', 'utf8')
            .split('\n')
            .filter((line) => line.includes(directory)),
          roots: (await readdir(join(folder.workdir, 'buildroots'))).filter((name) => !isKept(name)),
        };
      };
      const wanted = { state, unfinished: [], buildroots: [], processes: [], mounts: [], roots: [] };
      let last: unknown;
      await eventually(async () => {
        last = await read();
        return JSON.stringify(last) === JSON.stringify(wanted);
      }, 'everything is settled').catch(() => undefined);
      expect(last).toEqual(wanted);
    },
  };
}

/** What the sandbox keeps beside the roots: the base that roots are made from, and its filter of system calls. */
function isKept(name: string): boolean {
  return name === 'cache' || name.startsWith('.');
}

function connectionString(database: DatabaseConnection): string {
  if (database.kind === 'sqlite') return `sqlite:${database.path}`;
  if (!('url' in database)) throw new Error('the database of a test has a URL');
  return database.url ?? '';
}

/** Processes whose command line holds this text. */
async function processesWith(text: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.flatMap((id, index) => (lines[index]?.includes(text) ? [Number(id)] : []));
}
