import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const removeExternalRepo = coreCommand({
  summary: 'Take an external repo out of tags, or remove it',
  usage: '<repo> [<tag> ...]',
  description: 'Takes an external repo out of tags, or removes it when no tag is given.',
  options: {
    alltags: flag('--alltags', 'take it out of all tags'),
    force: flag('--force', 'remove it even if tags have it'),
  },
  async run({ args, hub, options, print, warn, activateSession }) {
    const [repo, ...named] = args;
    if (repo === undefined) throw new UsageError('Incorrect number of arguments');
    await activateSession();
    const uses = await hub.call('getTagExternalRepos', { repo_info: repo });
    const current = uses.map((use) => use.tag_name);
    if (options.alltags) {
      if (named.length > 0) throw new UsageError('Do not specify tags when using --alltags');
      if (current.length === 0 && !options.force) {
        return warn(`External repo ${repo} not associated with any tags`);
      }
    }
    const tags = options.alltags ? current : named;
    if (tags.length === 0) {
      if (current.length > 0 && !options.force) {
        warn(`Error: external repo ${repo} used by tag(s): ${current.join(', ')}`);
        throw new CommandError('Use --force to remove anyway');
      }
      await hub.call('deleteExternalRepo', { info: repo });
      return;
    }
    for (const tag of tags) {
      if (current.includes(tag))
        await hub.call('removeExternalRepoFromTag', { tag_info: tag, repo_info: repo });
      else print(`External repo ${repo} not associated with tag ${tag}`);
    }
  },
});
