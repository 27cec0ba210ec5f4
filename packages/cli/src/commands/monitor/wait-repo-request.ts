import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { awaitRepo, printRepo, repoWait } from '../../repos/await-repo.js';
import { repoWaitOptions } from '../../repos/repo-options.js';
import { RepoWatcher } from '../../repos/repo-watcher.js';

export const waitRepoRequest = coreCommand({
  summary: 'Wait for a requested repo',
  usage: '[options] <request id>',
  options: repoWaitOptions,
  async run(context) {
    const { args, hub, options, settings } = context;
    const [id] = args;
    if (id === undefined) throw new UsageError('A request id must be specified');
    if (args.length > 1) throw new UsageError('This command only accepts one argument');
    await context.activateSession();
    const { repo, request } = await hub.call('repo.checkRequest', { req_id: id });
    if (repo) return printRepo(context, repo);
    const watcher = await RepoWatcher.create(hub, request.tag_id, {}, repoWait(context, options));
    await awaitRepo(watcher.waitForRequest(request), options.quiet || settings.quiet);
  },
});
