import { CommandError, UsageError } from '../errors.js';
import type { CommandContext } from '../command.js';
import { requirePermission } from './require-permission.js';

/** A group of packages in a tag, as `getTagGroups` answers it. */
export interface TagGroup {
  name: string;
  group_id: number;
  tag_id: number;
  display_name: string;
  description: string | null;
  langonly: string | null;
  is_default: boolean | null;
  uservisible: boolean;
  biarchonly: boolean;
  grouplist: Array<{ name: string; type: string | null; is_metapkg: boolean; tag_id: number }>;
  packagelist: GroupPackage[];
}

/** A package in a group. */
export interface GroupPackage {
  package: string;
  type: string;
  basearchonly: boolean | null;
  requires: string | null;
  tag_id: number;
  blocked: boolean;
}

/** A tag and a group of commands `<tag> <group>`, and whether the tag itself (not a parent) has the group. */
export interface OwnGroup {
  tag: string;
  group: string;
  exists: boolean;
}

/**
 * Does what commands about one group of a tag begin with: check the arguments, log in, check permissions and the tag.
 *
 * @throws UsageError, CommandError
 */
export async function findOwnGroup(context: CommandContext): Promise<OwnGroup> {
  const { args, hub } = context;
  const [tag, group] = args;
  if (tag === undefined || group === undefined || args.length !== 2) {
    throw new UsageError('Please specify a tag name and a group name');
  }
  await context.activateSession();
  await requirePermission(context, 'tag');
  if (!(await hub.call('getTag', [tag]))) throw new CommandError(`No such tag: ${tag}`);
  const groups = await hub.call<TagGroup[]>('getTagGroups', [tag], { inherit: false });
  return { tag, group, exists: groups.some(({ name }) => name === group) };
}
