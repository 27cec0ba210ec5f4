import { GenericError, type TaggedBuild } from '@kojikit/protocol';
import { addPackageDirectly, readPackageList, type ListedPackage } from '../packages/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { editTag, getTag, type TagInfo } from '../tags/index.js';
import { findUserStrictly, type UserRecord } from '../users/index.js';
import { modifySnapshotGroups } from './modify-snapshot-groups.js';
import { planBuildOrder } from './plan-build-order.js';
import { readTaggedBuilds } from './read-tagged-builds.js';
import { checkSnapshotOptions, type SnapshotOptions } from './snapshot-tag.js';
import { tagBuildDirectly } from './tag-build.js';
import { untagBuild, untagBuildDirectly } from './untag-build.js';

export interface ModifyOptions extends SnapshotOptions {
  /** Take out of the tag what the source does not have. */
  readonly remove: boolean;
}

/**
 * Brings an existing tag to the contents of another. Every step is a history event of its own.
 * Throws GenericError when one of the tags is locked and force is not used.
 */
export async function modifySnapshot(
  ctx: Context,
  sourceInfo: NameOrId,
  tagInfo: NameOrId,
  options: ModifyOptions,
): Promise<void> {
  checkSnapshotOptions(options);
  const source = await getTag(ctx, sourceInfo, { event: options.event });
  let tag = await getTag(ctx, tagInfo);
  if ((source.locked || tag.locked) && !options.force) {
    throw new GenericError('Source or destination tag is locked, use force to copy');
  }
  const user = await findUserStrictly(ctx, undefined);
  if (options.config) {
    await copySettings(ctx, source, tag);
    ctx.forgetEvent();
    tag = await getTag(ctx, tag.id);
  }
  if (options.packages) await matchPackages(ctx, source, tag, options.event);
  if (options.builds) await matchBuilds(ctx, source, tag, user, options);
  if (options.groups) await modifySnapshotGroups(ctx, source, tag, options);
}

async function copySettings(ctx: Context, source: TagInfo, tag: TagInfo): Promise<void> {
  await editTag(ctx, tag.id, {
    arches: source.arches,
    perm_id: source.perm_id,
    locked: source.locked,
    maven_support: source.maven_support,
    maven_include_all: source.maven_include_all,
    extra: source.extra,
    remove_extra: Object.keys(tag.extra).filter((key) => !Object.hasOwn(source.extra, key)),
  });
}

/* Packages that the source does not list are blocked, since the tag may inherit them. */
async function matchPackages(
  ctx: Context,
  source: TagInfo,
  tag: TagInfo,
  event: WholeNumber | null,
): Promise<void> {
  const wanted = await readPackageList(ctx, { tagId: source.id, event, inherit: true });
  const present = await readPackageList(ctx, { tagId: tag.id, inherit: true });
  const set = async (pkg: ListedPackage, block: boolean, update: boolean) => {
    const entry = { owner: pkg.owner_name, block, extraArches: pkg.extra_arches, force: true, update };
    await addPackageDirectly(ctx, tag.id, pkg.package_name, entry, { policy: false });
    ctx.forgetEvent();
  };
  for (const [id, pkg] of present) if (!wanted.has(id)) await set(pkg, true, true);
  for (const [id, pkg] of wanted) if (!present.has(id)) await set(pkg, pkg.blocked, false);
}

async function matchBuilds(
  ctx: Context,
  source: TagInfo,
  tag: TagInfo,
  user: UserRecord,
  options: ModifyOptions,
): Promise<void> {
  const { event, force, remove } = options;
  const filter = { event, inherit: options.inheritBuilds, latest: options.latestOnly };
  const wanted = byPackage((await readTaggedBuilds(ctx, source.id, filter)).values());
  // All of them, also when just the latest are wanted: no others shall stay.
  const present = byPackage((await readTaggedBuilds(ctx, tag.id)).values());
  if (remove) {
    for (const [pkg, builds] of present) {
      if (wanted.has(pkg)) continue;
      for (const build of builds) {
        await untagBuildDirectly(ctx, tag, build, user, { force });
        ctx.forgetEvent();
      }
    }
  }
  for (const [pkg, builds] of wanted) {
    for (const { action, build } of planBuildOrder(builds, present.get(pkg) ?? [], { remove })) {
      if (action === 'untag') await untagBuild(ctx, tag.id, build.id, { force });
      else await tagBuildDirectly(ctx, tag, build, user, { force });
      ctx.forgetEvent();
    }
  }
}

/* Listings have the latest first; here the oldest comes first. */
function byPackage(builds: readonly TaggedBuild[]): Map<string, TaggedBuild[]> {
  const packages = new Map<string, TaggedBuild[]>();
  for (const build of [...builds].reverse()) {
    const list = packages.get(build.package_name);
    if (list) list.push(build);
    else packages.set(build.package_name, [build]);
  }
  return packages;
}
