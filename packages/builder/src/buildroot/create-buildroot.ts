import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildrootError, REPO_STATES, stateName } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import type { Backend, RootHost } from '../backends/backend.js';
import type { BuilderSettings } from '../config/settings.js';
import type { HubSession } from '../hub/hub-session.js';
import type { LiveLogs } from '../logs/live-logs.js';
import type { BuildrootOptions } from './buildroot.js';
import type { Leases } from './leases.js';
import { TaskBuildroot } from './task-buildroot.js';

export interface BuildrootMaker {
  readonly taskId: number;
  readonly hub: HubSession;
  readonly settings: BuilderSettings;
  readonly backend: Backend;
  readonly host: RootHost;
  readonly logs: LiveLogs;
  readonly uploadPath: string;
  readonly leases: Leases;
  /** Fires when the task has to stop. */
  readonly signal: AbortSignal;
}

/** Registers a new buildroot with the hub, writes its configuration and uploads it as `mock_config.log`. */
export async function createBuildroot(
  maker: BuildrootMaker,
  options: BuildrootOptions,
): Promise<TaskBuildroot> {
  const { hub, settings, host, uploadPath } = maker;
  const repo = await hub.call('repoInfo', { repo_id: options.repoId, strict: true });
  const config = await hub.call('getBuildConfig', { tag: options.tag, event: repo.create_event });
  if (!config) throw new BuildrootError(`Could not get config info for tag: ${options.tag}`);
  if (config.id !== repo.tag_id)
    throw new BuildrootError(`tag/repo mismatch: ${config.name} vs ${repo.tag_name}`);
  // An expired repo is whole, only no longer the newest: a task may well have been asked to use it.
  if (repo.state !== REPO_STATES.READY && repo.state !== REPO_STATES.EXPIRED) {
    throw new BuildrootError(`Requested repo (${repo.id}) is ${stateName(REPO_STATES, repo.state)}`);
  }
  const arch = canonArch(options.arch);
  const id = await hub.call('host.newBuildRoot', { repo: repo.id, arch, task_id: maker.taskId });
  if (id === null) throw new BuildrootError('failed to get a buildroot id');
  const name = `${config.name}-${id}-${repo.id}`;
  host.onEnd(maker.leases.take(name));
  const root = await maker.backend.create(
    {
      buildrootId: id,
      name,
      tagName: config.name,
      arch,
      targetArch: options.arch === 'armhfp' ? 'armv7hl' : options.arch,
      repo,
      config,
      installGroup: options.installGroup ?? 'build',
      setupDns: options.setupDns ?? false,
      internalDevSetup: options.internalDevSetup,
    },
    host,
  );
  const configFile = join(host.workDir, 'mock_config.log');
  await writeFile(configFile, root.configText);
  await hub.uploadFile(configFile, { path: uploadPath, name: 'mock_config.log' }, { signal: maker.signal });
  return new TaskBuildroot({
    id,
    name,
    arch,
    repo,
    config,
    root,
    hub,
    settings,
    backendName: maker.backend.name,
    logs: maker.logs,
    workDir: host.workDir,
    uploadPath,
    log: host.log,
    signal: maker.signal,
  });
}
