import { GenericError } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { UsageError } from '../errors.js';
import { awaitRepo, printRepo, repoWait } from './await-repo.js';
import { findRepoTag, oneTagArgument } from './find-repo-tag.js';
import { repoContent } from './repo-options.js';
import type { RepoWish } from './repo-types.js';
import { RepoWatcher } from './repo-watcher.js';

/** What is requested. */
export interface RequestRepoOptions {
  target: boolean;
  wait: boolean | undefined;
  minEvent?: number;
  atEvent?: number;
  /** As new as the tag's last change. */
  current: boolean;
  debuginfo: boolean;
  source: boolean;
  separateSource: boolean;
  timeout: number;
  verbose: boolean;
  quiet: boolean;
}

/** Requests a repo and waits for it if that is wanted. */
export async function requestRepo(context: CommandContext, options: RequestRepoOptions): Promise<void> {
  const { args, hub, settings, print, warn } = context;
  const name = oneTagArgument(args, options.target);
  const wish: RepoWish = { ...eventWish(options), opts: repoContent(options) };
  await context.activateSession();
  const tag = await findRepoTag(hub, name, options.target);
  if (!tag.arches) warn(`Tag ${tag.name} has an empty arch list`);
  const watcher = await RepoWatcher.create(hub, tag.id, wish, repoWait(context, options));
  const { repo, request } = await watcher.request();
  if (repo) return printRepo(context, repo);
  if (!request) throw new GenericError('The hub returned neither a repo nor a request');
  if (!options.wait) {
    print(`Got request: ${request.id}`);
    if (request.task_id) {
      print(`Got task: ${request.task_id}`);
      print(`Task info: ${settings.weburl}/taskinfo?taskID=${request.task_id}`);
    }
    return;
  }
  const quiet = options.quiet || settings.quiet;
  printRepo(context, await awaitRepo(watcher.waitForRequest(request), quiet));
}

function eventWish({ atEvent, minEvent, current }: RequestRepoOptions): RepoWish {
  if (atEvent) {
    if (minEvent || current) throw new UsageError('Cannot specify both min-event and at-event');
    return { atEvent };
  }
  if (current) {
    if (minEvent) throw new UsageError('Cannot specify both min-event and current');
    return { minEvent: 'last' };
  }
  return minEvent ? { minEvent } : {};
}
