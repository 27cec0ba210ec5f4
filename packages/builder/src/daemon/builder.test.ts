import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { quiet, temporarySettings } from '../../test/root-setup.js';
import { ScriptedHub, comparable, readTrace, significant } from '../../test/scripted-hub.js';
import type { RecordedCall } from '../../test/scripted-hub.js';
import type { BuilderSettings } from '../config/settings.js';
import { configurePlugin } from '../plugins/load-plugins.js';
import type { BuilderPlugin } from '../plugins/builder-plugin.js';
import { Builder } from './builder.js';
import type { BuilderOutcome } from './builder.js';

// @ts-expect-error a plugin in plain JavaScript, as operators write them
const rooted = ((await import('../../fixtures/plugins/rooted.mjs')) as { default: BuilderPlugin<unknown> })
  .default;

interface Run {
  readonly hub: ScriptedHub;
  readonly builder: Builder;
  readonly settings: BuilderSettings;
  readonly outcome: Promise<BuilderOutcome>;
}

const runs: Run[] = [];
afterEach(async () => {
  for (const { builder, outcome, hub } of runs.splice(0)) {
    builder.stop();
    await outcome;
    await hub.close();
  }
});

async function start(
  script: readonly RecordedCall[],
  options: {
    replacements?: Record<string, unknown>;
    prepare?: (settings: BuilderSettings) => Promise<void>;
  } = {},
): Promise<Run> {
  const hub = new ScriptedHub(script, options.replacements);
  const server = await hub.listen();
  const settings = await temporarySettings({
    server,
    user: 'builder1',
    password: 'secret',
    sleeptime: 0.1,
    maxload: 0,
    minspace: 0,
    backend: 'sandbox',
    sandbox_root: 'host',
  });
  await options.prepare?.(settings);
  const builder = new Builder({ settings, log: quiet, forceLock: true, tasks: configurePlugin(rooted) });
  const run = { hub, builder, settings, outcome: builder.run() };
  runs.push(run);
  return run;
}

describe('the builder, beside recordings of the reference builder', () => {
  it('starts, checks in and asks for tasks with the same calls', async () => {
    const trace = await readTrace('builder-idle-loop');
    const { hub, builder } = await start(trace);
    await builder.ready;
    const expected = trace.slice(0, 10).map(comparable);
    const made = hub.made.slice(0, 10).map(comparable);
    // Its own list of methods and of kinds of tasks aside, the calls are the same.
    expect(made).toEqual(
      expected.map((call) => (call[0] === 'login' ? ['login', ['builder1', 'secret'], {}] : call)),
    );
  });

  it('gives back what a killed builder had open, expires its buildroot, and takes the task again', async () => {
    const trace = (await readTrace('builder-crash-restart')).filter(
      ({ session }) => session !== 'kojid:task-54',
    );
    const { hub } = await start(trace);
    await hub.until(({ method }) => method === 'subsession');
    const names = hub.made.map(({ method }) => method);
    const wanted = [
      'login',
      'exclusiveSession',
      'echo',
      'host.getID',
      'getSessionInfo',
      'listBuildroots',
      'host.setBuildRootState',
      'host.getHostTasks',
      'host.freeTasks',
      'host.getHost',
      'host.updateHost',
      'host.getTasks',
      'getTaskInfo',
      'host.openTask',
      'host.setTaskWeight',
      'subsession',
    ];
    expect(names.slice(0, wanted.length)).toEqual(wanted);
    expect(hub.made.find(({ method }) => method === 'host.setBuildRootState')?.kwargs).toEqual({
      brootid: 22,
      state: 3,
    });
    expect(hub.made.find(({ method }) => method === 'host.freeTasks')?.kwargs).toEqual({ tasks: [54] });
  });

  it('makes a repo with one createrepo subtask, waiting for it without weight', async () => {
    const login = (await readTrace('builder-idle-loop'))
      .slice(0, 5)
      .map((call) => ({ ...call, n: call.n - 100 }));
    const trace = [...login, ...(await readTrace('newrepo'))];
    const { hub } = await start(trace, {
      replacements: { getExternalRepoList: [] },
      async prepare({ topdir }) {
        const repo = join(topdir, 'repos/tiny-build/2');
        for (const name of ['x86_64', 'groups']) await mkdir(join(repo, name), { recursive: true });
        await writeFile(join(repo, 'x86_64/pkglist'), '');
        await writeFile(join(repo, 'groups/comps.xml'), '<comps/>\n');
      },
    });
    await hub.until(({ method, session }) => method === 'logout' && session === 'task-3');
    expect(significant(hub.made, 'task-3').map(comparable)).toEqual(
      significant(trace, 'task-3').map(comparable),
    );
    const createrepo = significant(hub.made, 'task-4').map(({ method }) => method);
    expect(createrepo).toEqual(['repoInfo', 'getExternalRepoList', 'host.closeTask', 'logout']);
    expect(
      hub.made.some(({ method, args }) => method === 'rawUpload' && args[0] === 'tasks/4/4/createrepo.log'),
    ).toBe(true);
    expect(
      hub.made.some(({ method, kwargs }) => method === 'checkUpload' && kwargs['name'] === 'repomd.xml'),
    ).toBe(true);
  });

  it('runs a command in a buildroot with the same calls', async () => {
    const login = (await readTrace('builder-idle-loop'))
      .slice(0, 5)
      .map((call) => ({ ...call, n: call.n - 100 }));
    const trace = [...login, ...(await readTrace('runroot-ok'))];
    const { hub } = await start(trace, { replacements: { getExternalRepoList: [] } });
    await hub.until(({ method, session }) => method === 'logout' && session === 'task-17');
    const withoutPackages = (call: unknown[]): unknown[] =>
      call[0] === 'host.setBuildRootList' ? ['host.setBuildRootList'] : call;
    expect(significant(hub.made, 'task-17').map(comparable).map(withoutPackages)).toEqual(
      significant(trace, 'task-17').map(comparable).map(withoutPackages),
    );
    const uploaded = new Set(
      hub.made.filter(({ method }) => method === 'rawUpload').map(({ args }) => args[0]),
    );
    for (const name of ['mock_config', 'mock_output', 'root', 'build', 'state', 'runroot']) {
      expect([...uploaded]).toContain(`tasks/17/17/${name}.log`);
    }
  });

  it('says goodbye with the same calls', async () => {
    const { hub, builder, outcome } = await start(await readTrace('builder-idle-loop'));
    await builder.ready;
    builder.stop();
    expect(await outcome).toBe('stopped');
    expect(hub.made.slice(-3).map(comparable)).toEqual((await readTrace('builder-shutdown')).map(comparable));
  });
});
