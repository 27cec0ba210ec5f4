import { parseInteger } from '@kojikit/command-line';
import type { InheritanceLink, Tag } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError, LoggedError, UsageError } from '../errors.js';
import { knownTag } from './known-tag.js';

/** A link that was found, among all links of its tag. */
export interface FoundInheritance {
  tag: Tag;
  all: InheritanceLink[];
  link: InheritanceLink;
}

/** Checks the arguments `<tag> [<parent> [<priority>]]` of commands about one link. Throws UsageError. */
export function checkInheritanceArguments(args: readonly string[]): void {
  if (args.length < 1) throw new UsageError('This command takes at least one argument: a tag name or ID');
  if (args.length > 3) {
    throw new UsageError(
      'This command takes at most three argument: a tag name or ID, a parent tag name or ID, and a priority',
    );
  }
}

/** The one link that the arguments mean. Throws CommandError when there is none or more than one. */
export async function findInheritance({
  args,
  hub,
  print,
}: Pick<CommandContext, 'args' | 'hub' | 'print'>): Promise<FoundInheritance> {
  const [child = '', parentName, priorityText] = args;
  const tag = await knownTag(hub, child);
  const parent = parentName === undefined ? undefined : await knownTag(hub, parentName);
  const priority = priorityText === undefined ? undefined : parseInteger(priorityText);
  if (priorityText !== undefined && priority === undefined) {
    throw new LoggedError('ValueError', `no number: ${priorityText}`);
  }
  const all = await hub.call('getInheritanceData', { tag: tag.id });
  const found = all
    .filter((line) => !parent || line.parent_id === parent.id)
    .filter((line) => !priority || line.priority === priority);
  const [line] = found;
  if (!line) throw new CommandError('No inheritance link found to remove.  Please check your arguments');
  if (found.length > 1) {
    print('Multiple matches for tag.');
    if (!parent) throw new CommandError('Please specify a parent on the command line.');
    if (!priority) throw new CommandError('Please specify a priority on the command line.');
    throw new CommandError('Error: Key constraints may be broken.  Exiting.');
  }
  return { tag, all, link: line };
}
