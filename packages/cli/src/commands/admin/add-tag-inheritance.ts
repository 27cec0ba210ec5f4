import { flag, parseInteger, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';
import { knownTag } from '../../tags/known-tag.js';

export const addTagInheritance = coreCommand({
  summary: 'Let a tag inherit from another',
  usage: '[options] <tag> <parent-tag>',
  options: {
    priority: text('--priority', { help: 'lower priorities are looked at first (default: 0)' }),
    maxdepth: text('--maxdepth', { help: 'how many further links may follow' }),
    intransitive: flag('--intransitive', 'not inherited by the children of the tag'),
    noconfig: flag('--noconfig', 'inherit packages only, no configuration'),
    pkgFilter: text('--pkg-filter', { help: 'expression for the names of packages that are inherited' }),
    force: flag('--force', 'add the parent a second time'),
  },
  async run({ args, hub, options, warn, activateSession }) {
    const [child, parentName] = args;
    if (child === undefined || parentName === undefined || args.length !== 2) {
      throw new UsageError(
        "This command takes exactly two arguments: a tag name or ID and that tag's new parent name or ID",
      );
    }
    await activateSession();
    const tag = await knownTag(hub, child);
    const parent = await knownTag(hub, parentName);
    const data = await hub.call('getInheritanceData', { tag: tag.id });
    const priority = options.priority ? parseInteger(options.priority) : 0;
    if (priority === undefined) throw new LoggedError('ValueError', `no number: ${options.priority}`);
    if (!options.force && data.some((line) => line.parent_id === parent.id)) {
      warn(
        `Error: You are attempting to add ${parent.name} as ${tag.name}'s parent even though it already is ` +
          `${tag.name}'s parent.`,
      );
      throw new CommandError('Please use --force if this is what you really want to do.');
    }
    if (data.some((line) => line.priority === priority)) {
      throw new CommandError(
        `Error: There is already an active inheritance with that priority on ${tag.name}, ` +
          'please specify a different priority with --priority.',
      );
    }
    const added = {
      parent_id: parent.id,
      priority,
      maxdepth: /^\d+$/.test(options.maxdepth ?? '') ? Number(options.maxdepth) : null,
      intransitive: options.intransitive,
      noconfig: options.noconfig,
      pkg_filter: options.pkgFilter ?? '',
    };
    await hub.call('setInheritanceData', { tag: tag.id, data: [...data, added] });
  },
});
