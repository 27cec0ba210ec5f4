import { GenericError, ParameterError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { addGroup, addGroupPackage, addGroupRequirement, readTagGroups } from '../groups/index.js';
import { addPackageDirectly, readPackageList } from '../packages/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { createTag, findTag, getTag, type NewTag, type TagInfo } from '../tags/index.js';
import { tagMany } from './bypass-tagging.js';
import { readTaggedBuilds } from './read-tagged-builds.js';

/** What of a tag is copied. Inheritance and external repos never are. */
export interface SnapshotOptions {
  readonly config: boolean;
  readonly packages: boolean;
  readonly builds: boolean;
  readonly groups: boolean;
  /** Of each package the latest build alone. */
  readonly latestOnly: boolean;
  /** Builds of the whole inheritance, not just the tag's own. */
  readonly inheritBuilds: boolean;
  /** Copy what was in the tag at this event; null for now. */
  readonly event: WholeNumber | null;
  /** Copy a locked tag too. */
  readonly force: boolean;
}

/** Refuses options that contradict each other. Throws ParameterError. */
export function checkSnapshotOptions(options: SnapshotOptions): void {
  if (options.builds && !options.packages) {
    throw new ParameterError("builds can't be used without pkgs in snapshotTag");
  }
}

/**
 * Copies a tag to a new one. Every step is a history event of its own, so that the order of builds is kept.
 * Throws GenericError when the new tag exists or has no name, or when the old one is locked and force is not used.
 */
export async function snapshotTag(
  ctx: Context,
  sourceInfo: NameOrId,
  name: NameOrId,
  options: SnapshotOptions,
): Promise<void> {
  checkSnapshotOptions(options);
  if (await findTag(ctx, name)) throw new GenericError('Target tag already exists');
  const { event } = options;
  const source = await getTag(ctx, sourceInfo, { event });
  if (source.locked && !options.force) throw new GenericError('Source tag is locked, use force to copy');

  verifyNameInternal(ctx.config, name);
  const tag = await createTag(ctx, options.config ? copyOf(source, name) : { name });
  ctx.forgetEvent();
  if (options.packages) await copyPackages(ctx, source.id, tag, event);
  if (options.builds) {
    const filter = { event, inherit: options.inheritBuilds, latest: options.latestOnly };
    await tagMany(ctx, tag, (await readTaggedBuilds(ctx, source.id, filter)).values().reverse());
  }
  if (options.groups) await copyGroups(ctx, source.id, tag, event);
}

function copyOf(source: TagInfo, name: string): NewTag {
  return {
    name,
    arches: source.arches,
    perm: source.perm_id,
    locked: source.locked,
    maven_support: source.maven_support,
    maven_include_all: source.maven_include_all,
    extra: source.extra,
  };
}

async function copyPackages(
  ctx: Context,
  source: number,
  tag: number,
  event: WholeNumber | null,
): Promise<void> {
  for (const pkg of (await readPackageList(ctx, { tagId: source, event, inherit: true })).values()) {
    const entry = {
      owner: pkg.owner_name,
      block: pkg.blocked,
      extraArches: pkg.extra_arches,
      force: true,
      update: false,
    };
    await addPackageDirectly(ctx, tag, pkg.package_name, entry, { policy: false });
    ctx.forgetEvent();
  }
}

/* Like Koji's, this copies which groups and members there are, not their settings. */
async function copyGroups(
  ctx: Context,
  source: number,
  tag: number,
  event: WholeNumber | null,
): Promise<void> {
  for (const group of await readTagGroups(ctx, source, { event })) {
    await addGroup(ctx, tag, group.name, { block: group.blocked, force: true });
    ctx.forgetEvent();
    for (const pkg of group.packagelist ?? []) {
      await addGroupPackage(ctx, tag, group.name, pkg.package, { block: pkg.blocked, force: true });
      ctx.forgetEvent();
    }
    for (const required of group.grouplist ?? []) {
      await addGroupRequirement(ctx, tag, group.name, required.name, {
        block: required.blocked,
        force: true,
      });
      ctx.forgetEvent();
    }
  }
}
