import { flag } from '@kojikit/command-line';
import { type Build, buildLabel } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { waitOption, watchIfWanted } from '../../tasks/wait-option.js';

export const moveBuild = coreCommand({
  summary: 'Move builds from one tag to another',
  usage: '[options] <tag1> <tag2> <pkg> [<pkg> ...]',
  options: {
    force: flag('--force', 'do it against the rules of the tags'),
    wait: waitOption,
    all: flag('--all', 'move all builds of packages; the arguments are names of packages'),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [from = '', to = '', ...names] = args;
    if (names.length === 0) {
      throw new UsageError(
        options.all
          ? 'This command, with --all, takes at least three arguments: two tags and one or more package names'
          : "This command takes at least three arguments: two tags and one or more package n-v-r's",
      );
    }
    await context.activateSession();
    const force = options.force || null;
    const tasks: number[] = [];
    if (options.all) {
      for (const name of names) {
        if (!(await hub.call('getPackage', { info: name }))) print(`No such package: ${name}, skipping.`);
        else tasks.push(...(await hub.call('moveAllBuilds', { tag1: from, tag2: to, package: name, force })));
      }
      return watchIfWanted(context, tasks, options.wait);
    }
    const builds = new Map<number, Build>();
    for (const name of names) {
      const build = await hub.call('getBuild', { buildInfo: name });
      if (build) builds.set(build.id, build);
      else print(`No such build: ${name}, skipping.`);
    }
    for (const build of builds.values()) {
      const id = await hub.call('moveBuild', { tag1: from, tag2: to, build: build.id, force });
      tasks.push(id);
      print(`Created task ${id}, moving ${buildLabel(build)}`);
    }
    return watchIfWanted(context, tasks, options.wait);
  },
});
