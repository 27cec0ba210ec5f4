import { flag, parseInteger, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError } from '../../errors.js';
import { checkInheritanceArguments, findInheritance } from '../../tags/find-inheritance.js';

export const editTagInheritance = coreCommand({
  summary: 'Change what a tag inherits',
  usage: '[options] <tag> <parent> [<priority>]',
  options: {
    priority: text('--priority', { help: 'new priority' }),
    maxdepth: text('--maxdepth', { help: 'how many further links may follow, or "none"' }),
    intransitive: flag('--intransitive', 'not inherited by the children of the tag'),
    noconfig: flag('--noconfig', 'inherit packages only, no configuration'),
    pkgFilter: text('--pkg-filter', { help: 'expression for the names of packages that are inherited' }),
  },
  async run(context) {
    const { args, hub, options } = context;
    checkInheritanceArguments(args);
    await context.activateSession();
    const { tag, all, link } = await findInheritance(context);
    const changed = { ...link };
    if (options.priority !== undefined) {
      const priority = parseInteger(options.priority);
      if (priority === undefined) throw new LoggedError('ValueError', `no number: ${options.priority}`);
      if (all.some((line) => line.priority === priority)) {
        throw new CommandError(
          `Error: There is already an active inheritance with that priority on ${tag.name}, ` +
            'please specify a different priority with --priority.',
        );
      }
      if (/^\d+$/.test(options.priority)) changed.priority = priority;
    }
    if (options.maxdepth !== undefined) changed.maxdepth = depthOf(options.maxdepth);
    if (options.intransitive) changed.intransitive = true;
    if (options.noconfig) changed.noconfig = true;
    if (options.pkgFilter) changed.pkg_filter = options.pkgFilter;
    await hub.call('setInheritanceData', {
      tag: tag.id,
      data: all.map((line) => (line === link ? changed : line)),
    });
  },
});

function depthOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  if (word.toLowerCase() === 'none') return null;
  throw new CommandError(`Invalid maxdepth: ${word}`);
}
