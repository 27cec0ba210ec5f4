import { flag } from '@kojikit/command-line';
import type { Tag } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { oneTagArgument } from '../../repos/find-repo-tag.js';
import { knowsRepoRequests } from '../../repos/knows-repo-requests.js';
import { repoContent, repoMakeOptions } from '../../repos/repo-options.js';
import { requestRepo } from '../../repos/request-repo.js';
import { hubVersion } from '../../session/hub-version.js';
import { knownTag } from '../../tags/known-tag.js';
import { watchIfWanted } from '../../tasks/wait-option.js';

export const regenRepo = coreCommand({
  summary: 'Have a repo made for a tag unless there is a current one',
  usage: '[options] <tag>',
  options: {
    ...repoMakeOptions,
    makeTask: flag('--make-task', 'have it made at once instead of requesting it'),
  },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    const name = oneTagArgument(args, options.target);
    if (!options.makeTask) {
      if (knowsRepoRequests(await hubVersion(hub)))
        return requestRepo(context, { ...options, current: true });
      warn('Hub does not support repo requests, attempting to create a task directly.');
    }
    await context.activateSession();
    const tag = await tagToBuildIn(context, name, options.target);
    if (!tag.arches) warn(`Tag ${tag.name} has an empty arch list`);
    const taskId = await hub.call('newRepo', { tag: tag.name, ...repoContent(options) });
    print(`Regenerating repo for tag: ${tag.name}`);
    print(`Created task: ${taskId}`);
    print(`Task info: ${settings.weburl}/taskinfo?taskID=${taskId}`);
    return watchIfWanted(context, [taskId], options.wait);
  },
});

async function tagToBuildIn({ hub, warn }: CommandContext, name: string, isTarget: boolean): Promise<Tag> {
  if (isTarget) {
    const target = await hub.call('getBuildTarget', { info: name });
    if (!target) throw new UsageError(`No such build target: ${name}`);
    return hub.call('getTag', { tagInfo: target.build_tag_name, strict: true });
  }
  const tag = await knownTag(hub, name);
  const targets = await hub.call('getBuildTargets', { buildTagID: tag.id });
  if (targets.length === 0) warn(`${tag.name} is not a build tag`);
  return tag;
}
