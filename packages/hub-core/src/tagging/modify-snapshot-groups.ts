import type { TagGroup } from '@kojikit/protocol';
import {
  addGroup,
  addGroupPackage,
  addGroupRequirement,
  readTagGroups,
  removeGroup,
  removeGroupPackage,
  removeGroupRequirement,
} from '../groups/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { TagInfo } from '../tags/index.js';

export interface GroupOptions {
  readonly event: WholeNumber | null;
  readonly force: boolean;
  /** Take out or block what the source does not have. */
  readonly remove: boolean;
}

/**
 * Brings the groups of a tag to those of another. Like Koji's, this fills groups that the tag has already; a group that
 * is new there comes without members.
 */
export async function modifySnapshotGroups(
  ctx: Context,
  source: TagInfo,
  tag: TagInfo,
  { event, force, remove }: GroupOptions,
): Promise<void> {
  const wanted = byName(await readTagGroups(ctx, source.id, { event, withBlocked: true }));
  const present = byName(await readTagGroups(ctx, tag.id, { withBlocked: true }));
  const step = async (change: Promise<void>) => {
    await change;
    ctx.forgetEvent();
  };
  for (const [name, group] of wanted) {
    if (group.blocked === present.get(name)?.blocked) continue;
    await step(addGroup(ctx, tag.id, name, { block: group.blocked, force }));
  }
  if (remove) {
    for (const [name, group] of present) {
      if (wanted.has(name)) continue;
      const own = group.tag_id === tag.id;
      await step(
        own
          ? removeGroup(ctx, tag.id, group.group_id, force)
          : addGroup(ctx, tag.id, name, { block: true, force }),
      );
    }
  }
  for (const [name, group] of wanted) {
    const here = present.get(name);
    if (here === undefined) continue;
    await matchPackages(ctx, tag, { wanted: group, present: here }, { force, remove }, step);
    await matchRequirements(ctx, tag, { wanted: group, present: here }, { force, remove }, step);
  }
}

interface GroupPair {
  readonly wanted: TagGroup;
  readonly present: TagGroup;
}

type MatchOptions = Pick<GroupOptions, 'force' | 'remove'>;
type Step = (change: Promise<void>) => Promise<void>;

async function matchPackages(
  ctx: Context,
  tag: TagInfo,
  groups: GroupPair,
  { force, remove }: MatchOptions,
  step: Step,
): Promise<void> {
  const { name } = groups.wanted;
  const wanted = new Map((groups.wanted.packagelist ?? []).map((entry) => [entry.package, entry]));
  const present = new Map((groups.present.packagelist ?? []).map((entry) => [entry.package, entry]));
  for (const pkg of wanted.keys()) {
    if (!present.has(pkg)) await step(addGroupPackage(ctx, tag.id, name, pkg, { force, block: false }));
  }
  if (!remove) return;
  for (const [pkg, entry] of present) {
    if (entry.blocked) continue;
    if (wanted.get(pkg)?.blocked) {
      await step(addGroupPackage(ctx, tag.id, name, pkg, { force, block: true }));
    } else if (!wanted.has(pkg) && entry.tag_id === tag.id) {
      await step(removeGroupPackage(ctx, tag.id, name, pkg));
    }
  }
}

async function matchRequirements(
  ctx: Context,
  tag: TagInfo,
  groups: GroupPair,
  { force, remove }: MatchOptions,
  step: Step,
): Promise<void> {
  const { name } = groups.wanted;
  const wanted = new Map((groups.wanted.grouplist ?? []).map((entry) => [entry.name, entry]));
  const present = new Map((groups.present.grouplist ?? []).map((entry) => [entry.name, entry]));
  for (const [required, { blocked }] of wanted) {
    if (present.has(required)) continue;
    await step(addGroupRequirement(ctx, tag.id, name, required, { force, block: blocked }));
  }
  if (!remove) return;
  for (const [required, entry] of present) {
    if (entry.blocked || wanted.has(required)) continue;
    await step(
      entry.tag_id === tag.id
        ? removeGroupRequirement(ctx, tag.id, name, required)
        : addGroupRequirement(ctx, tag.id, name, required, { force, block: true }),
    );
  }
}

function byName(groups: readonly TagGroup[]): Map<string, TagGroup> {
  return new Map(groups.map((group) => [group.name, group]));
}
