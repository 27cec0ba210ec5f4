import type { CommandContext } from '../command.js';
import { awaitRepo, printRepo, repoWait } from './await-repo.js';
import { findRepoTag } from './find-repo-tag.js';
import { RepoWatcher } from './repo-watcher.js';

/**
 * Asks the hub for a repo of a target's build tag as it is now and waits until it is there; tells which one it is
 * unless `quiet`. The caller must be logged in. Throws CommandError when it takes too long or cannot be had.
 *
 * @param options.timeout minutes; default: 120
 */
export async function waitForTargetRepo(
  context: CommandContext,
  target: string,
  { quiet, timeout = 120 }: { quiet: boolean; timeout?: number },
): Promise<void> {
  const tag = await findRepoTag(context.hub, target, true);
  const wait = repoWait(context, { timeout, quiet, verbose: false });
  const watcher = await RepoWatcher.create(context.hub, tag.id, { minEvent: 'last' }, wait);
  const repo = await awaitRepo(watcher.waitForRepo(false), quiet);
  if (!quiet) printRepo(context, repo);
}
