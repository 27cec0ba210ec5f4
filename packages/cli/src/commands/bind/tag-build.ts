import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { waitOption, watchIfWanted } from '../../tasks/wait-option.js';

export const tagBuild = coreCommand({
  summary: 'Tag builds',
  usage: '[options] <tag> <pkg> [<pkg> ...]',
  options: { force: flag('--force', 'do it against the rules of the tag'), wait: waitOption },
  async run(context) {
    const { args, hub, options, print } = context;
    const [tag = '', ...builds] = args;
    if (builds.length === 0) {
      throw new UsageError(
        "This command takes at least two arguments: a tag name/ID and one or more package n-v-r's",
      );
    }
    await context.activateSession();
    const tasks: number[] = [];
    for (const build of builds) {
      const id = await hub.call('tagBuild', { tag, build, force: options.force || null });
      tasks.push(id);
      print(`Created task ${id}`);
    }
    return watchIfWanted(context, tasks, options.wait);
  },
});
