import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decodeResponse, isKojiFault } from '@kojikit/protocol';
import type { TestContext } from 'vitest';
import { probeIsolation } from '../src/backends/sandbox/probe-isolation.js';
import { SandboxBackend } from '../src/backends/sandbox/sandbox.js';
import { Leases } from '../src/buildroot/leases.js';
import type { BuilderSettings } from '../src/config/settings.js';
import { findProgram } from '../src/process/find-program.js';
import type { TaskDefinition } from '../src/tasks/task-definition.js';
import { quiet, temporaryFolder, temporarySettings } from './root-setup.js';
import { runTestTask } from './run-test-task.js';
import { stubSession, type StubSession } from './session-stub.js';

/** Skips a test that this machine cannot run, and says why. */
export async function skipWithoutRoots({ skip }: TestContext): Promise<void> {
  const { mockdir } = await temporarySettings();
  await probeIsolation(mockdir).catch((error: unknown) => skip(String(error)));
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
}

const REPO = { id: 1, state: 1, tag_id: 3, tag_name: 'demo', create_event: 5 };
const CONFIG = { id: 3, name: 'demo', arches: 'x86_64', extra: {} };

export interface Site {
  readonly settings: BuilderSettings;
  readonly session: StubSession;
  readonly uploads: string;
  /** Puts a file where uploads of users go; returns the path that tasks know it by. */
  give(file: string): Promise<string>;
  start<Params>(task: TaskDefinition<Params>, request: readonly unknown[]): ReturnType<typeof runTestTask>;
  run<Params>(task: TaskDefinition<Params>, request: readonly unknown[]): Promise<Report>;
}

export interface Report {
  readonly result?: unknown;
  readonly fault?: { code: number; message: string };
  readonly calls: readonly string[];
}

/** A builder with a real sandbox, and a hub that answers by the name of the method. */
export async function newSite(
  changes: Partial<BuilderSettings> = {},
  answers: Readonly<Record<string, unknown>> = {},
): Promise<Site> {
  const settings = await temporarySettings({ sandbox_root: 'host', ...changes });
  const uploads = await temporaryFolder();
  const session = stubSession(
    {
      repoInfo: REPO,
      getExternalRepoList: [],
      getTag: CONFIG,
      getBuildConfig: CONFIG,
      'host.getHost': { id: 1, name: 'builder1', arches: 'x86_64 noarch' },
      'host.newBuildRoot': 7,
      getTaskInfo: { id: 12, owner: 1, arch: 'noarch', channel_id: 1 },
      getChannel: { id: 1, name: 'default' },
      ...answers,
    },
    uploads,
  );
  const backend = new SandboxBackend(settings, new Leases(), quiet);
  const start: Site['start'] = (task, request) => runTestTask(task, request, settings, session, { backend });
  return {
    settings,
    session,
    uploads,
    async give(file) {
      const path = `cli-build/1.abc/${basename(file)}`;
      const target = join(settings.topdir, 'work', path);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(file, target);
      return path;
    },
    start,
    async run(task, request) {
      await start(task, request).ended;
      const calls = session.calls.map(({ method }) => method);
      const end = session.calls.find(
        ({ method }) => method === 'host.closeTask' || method === 'host.failTask',
      );
      const response = String(end?.params['response']);
      if (end?.method === 'host.closeTask') return { result: decodeResponse(response), calls };
      try {
        decodeResponse(response);
      } catch (error) {
        if (!isKojiFault(error)) throw error;
        return { fault: { code: error.code, message: error.message }, calls };
      }
      throw new Error('the task did not end');
    },
  };
}
