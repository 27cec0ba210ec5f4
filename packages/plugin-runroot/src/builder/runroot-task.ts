import { posix } from 'node:path';
import { BuildrootError, GenericError } from '@kojikit/protocol';
import {
  defineTask,
  describeExit,
  shellQuote,
  shellWithLog,
  succeeded,
  type Buildroot,
  type ExitStatus,
  type Task,
} from '@kojikit/builder/plugin';
import { commandName } from '../command-name.js';
import { chosenRepo } from './chosen-repo.js';
import type { RunrootConfig } from './config.js';
import { doMounts } from './do-mounts.js';
import { planMounts, type PlannedMount } from './plan-mounts.js';
import { rootArch } from './root-arch.js';
import { runrootParams, type RunrootParams } from './runroot-params.js';

/** Where the output of the command goes, as seen inside the root. */
const RUNROOT_LOG = '/builddir/runroot.log';

type RunrootTask = Task<RunrootParams, RunrootConfig>;

/** Makes a build root, runs a command in it as root and keeps what it printed, live, as `runroot.log`. */
export const runrootTask = defineTask<RunrootParams, RunrootConfig>({
  method: 'runroot',
  weight: 2,
  params: runrootParams,
  async run(task) {
    const { root: tag, command, repo_id: repoId, weight, mounts } = task.params;
    if (weight !== null && weight !== undefined) await task.setWeight(Math.max(weight, 0.5));
    // Before any work is done: a mount that is refused needs no root.
    const planned = planMounts(task.config, mounts ?? []);
    const arch = await archOf(task);
    const repo = await chosenRepo(task, tag, repoId);
    const root = await task.buildroot({
      tag,
      arch,
      repoId: repo.id,
      setupDns: true,
      internalDevSetup: task.config.internalDevSetup,
    });
    const name = commandName(command);
    const { status, missing } = await useRoot(task, root, planned);
    if (!succeeded(status)) throw new BuildrootError(describeExit(status, name));
    if (missing.length > 0) throw new GenericError(`no such file in the buildroot: ${missing.join(', ')}`);
    return `${name} completed successfully`;
  },
});

async function archOf(task: RunrootTask): Promise<string> {
  const { root: tag, arch } = task.params;
  if (arch !== 'noarch') return arch;
  return rootArch(tag, await task.host(), await task.hub.call('getBuildConfig', { tag }));
}

async function useRoot(task: RunrootTask, root: Buildroot, mounts: readonly PlannedMount[]) {
  try {
    await root.init();
    await root.building();
    await installPackages(root, task.params.packages ?? []);
    await doMounts(root, mounts);
    const status = await runCommand(root, task.params);
    return { status, missing: await uploadLogs(root, task.params.upload_logs ?? []) };
  } finally {
    const failed = await root.unmountAll();
    if (failed.length > 0) task.log.warn(`Unable to unmount: ${failed.join(', ')}`);
    await root.expire();
  }
}

async function installPackages(root: Buildroot, packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const status = await root.install(packages);
  await root.reportPackages();
  if (!succeeded(status)) throw new BuildrootError(describeExit(status, ['--install', ...packages]));
}

async function runCommand(root: Buildroot, params: RunrootParams): Promise<ExitStatus> {
  const { command, new_chroot: newChroot, skip_setarch: skipSetarch } = params;
  const text = typeof command === 'string' ? command : shellQuote(command);
  return root.run(shellWithLog(text, RUNROOT_LOG), {
    follow: [RUNROOT_LOG],
    newChroot: newChroot ?? undefined,
    skipSetarch: skipSetarch ?? false,
  });
}

/* Every path is one of the root, whatever links are in it. Returns those that are no files there. */
async function uploadLogs(root: Buildroot, further: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const path of [RUNROOT_LOG, ...further]) {
    if (!(await root.upload(posix.join('/', path)))) missing.push(path);
  }
  return missing;
}
