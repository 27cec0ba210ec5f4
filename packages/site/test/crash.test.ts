import { appendFileSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '@kojikit/client';
import type { DatabaseConnection } from '@kojikit/hub-core';
import type {} from '@kojikit/plugin-runroot/api';
import { BUILDROOT_STATES, TASK_STATES } from '@kojikit/protocol';
import { eachEmptyDatabase } from '@kojikit/testing';
import { FIRST_TAG, machineArch, startSite } from '../src/index.js';
import { openSiteFolder } from '../src/site-folder.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { programOf, runSource, type Run } from './run-source.js';

/*
 * What `kill -9` of one part in the middle of a runroot leaves behind: a hub and a builder as processes of their own, on
 * the data of a site.
 */
eachEmptyDatabase('kill -9 in the middle of a runroot', (makeDatabase) => {
  it('of the builder: the next one ends what is left and does the task again', async () => {
    const parts = await separateParts(await makeDatabase());
    await parts.startHub();
    const first = parts.startBuilder();
    const task = await parts.runroot('sleep', parts.mark);
    const [before] = await parts.processes(1);

    await parts.kill(first);
    parts.startBuilder();
    // The old run has to be gone before the new one counts: until then both hold the same words.
    await eventually(async () => {
      const now = await processesWith(parts.mark);
      return now.length > 0 && !now.includes(before ?? 0);
    }, 'the task is at work again');

    await parts.client.call('cancelTask', { task_id: task });
    await parts.settled(task, TASK_STATES.CANCELED);
  }, 400_000);

  it('of the hub: the command goes on, and its task is closed when the hub is back', async () => {
    const parts = await separateParts(await makeDatabase());
    const hub = await parts.startHub();
    parts.startBuilder();
    const task = await parts.runroot('sleep', `3.${parts.mark}`);
    await parts.processes(1);

    await parts.kill(hub);
    await parts.processes(0);
    await parts.startHub();
    await parts.settled(task, TASK_STATES.CLOSED);
  }, 400_000);
});

/** Hub and builder of a site, each to be started and killed alone. What runs when the test ends is killed. */
async function separateParts(database: DatabaseConnection) {
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
    /** Waits until the task is in this state and nothing of any task is left: rows, processes, mounts, files. */
    async settled(task: number, state: number) {
      const read = async () => {
        const open = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];
        const active = [BUILDROOT_STATES.INIT, BUILDROOT_STATES.WAITING, BUILDROOT_STATES.BUILDING];
        return {
          state: (await client.call('getTaskInfo', { task_id: task, strict: true })).state,
          unfinished: await client.call('listTasks', { opts: { state: open, method: 'runroot' } }),
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
