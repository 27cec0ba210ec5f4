import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Buildroot } from '../buildroot/buildroot.js';
import { assertAllowedScm } from '../scm/allowed-scm.js';
import { assertSupported, checkOut, type Checkout } from '../scm/checkout.js';
import { parseScmUrl } from '../scm/scm-url.js';
import type { Task } from '../tasks/task.js';

/** A repository of sources that may be built from. */
export interface SourceRepository {
  /** The command that fetches what is not in it, run inside the build root. */
  readonly sourceCommand: readonly string[] | undefined;
  /** Checks it out. What is in it and what it leads to is somebody else's. */
  checkOut(): Promise<Checkout>;
  /** Copies the checkout into a root, and returns where a path of it is inside. */
  placeInto(root: Buildroot): Promise<(path: string) => string>;
}

/** Finds out whether a task may build from a repository here. Throws BuildError or GenericError if not. */
export async function sourceRepository(
  task: Task<unknown>,
  url: string,
  scratch: unknown,
): Promise<SourceRepository> {
  const { hub, settings, log } = task;
  const scm = parseScmUrl(url, { allowPassword: settings.allow_password_in_scm_url });
  const info = await hub.call('getTaskInfo', { task_id: task.id, strict: true });
  const channel = await hub.call('getChannel', { channelInfo: info.channel_id ?? 'default', strict: true });
  const data = { user_id: info.owner, channel: channel.name, scratch: scratch ?? null };
  const { useCommon, sourceCommand } = await assertAllowedScm(scm, settings, hub, data, log);
  assertSupported(scm);
  const outside = join(task.workDir, 'scmroot');
  const top = join(settings.chroot_tmpdir, 'scmroot');
  return {
    sourceCommand,
    checkOut: () => checkOut(task, scm, outside, useCommon),
    async placeInto(root) {
      await root.place(outside, top);
      return (path) => join(top, relative(outside, path));
    },
  };
}

/** The folder beside a spec file that its sources are taken from: `SOURCES` below it where kojid.conf says so, or itself. */
export async function sourcesBeside(
  folder: string,
  settings: Pick<Task['settings'], 'support_rpm_source_layout'>,
): Promise<string> {
  const layout = join(folder, 'SOURCES');
  if (!settings.support_rpm_source_layout) return folder;
  return (await lstat(layout).catch(() => undefined))?.isDirectory() ? layout : folder;
}
