import type { CommandContext } from '../command.js';
import { CommandError, UsageError } from '../errors.js';
import { requirePermission } from '../session/require-permission.js';

/** A tag and a group of commands `<tag> <group>`, and whether the tag itself (not a parent) has the group. */
export interface OwnGroup {
  tag: string;
  group: string;
  exists: boolean;
}

/**
 * Does what commands about one group of a tag begin with: check the arguments, log in, check permissions and the tag.
 * Throws UsageError, CommandError.
 */
export async function findOwnGroup(context: CommandContext): Promise<OwnGroup> {
  const { args, hub } = context;
  const [tag, group] = args;
  if (tag === undefined || group === undefined || args.length !== 2) {
    throw new UsageError('Please specify a tag name and a group name');
  }
  await context.activateSession();
  await requirePermission(context, 'tag');
  if (!(await hub.call('getTag', { tagInfo: tag }))) throw new CommandError(`No such tag: ${tag}`);
  const groups = await hub.call('getTagGroups', { tag, inherit: false });
  return { tag, group, exists: groups.some(({ name }) => name === group) };
}
