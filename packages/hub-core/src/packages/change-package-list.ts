import sql from 'sql-template-tag';
import { GenericError, type PackageListChange } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { allOf } from '../all-of.js';
import { insertVersioned, insertVersionedRows, revoke } from '../history/index.js';
import { lookupName, lookupNameStrictly, makeName, type Named } from '../lookup/index.js';
import type { Arches, NameOrId, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag, type TagInfo } from '../tags/index.js';
import { currentUser, findUserStrictly } from '../users/index.js';
import { readPackageList, type ListedPackage } from './read-package-list.js';
import { faultText } from '../rpc/fault-text.js';

export interface PackageListEntry {
  readonly owner?: UserRef | null;
  /** Nil leaves what holds already. */
  readonly block?: boolean | null;
  readonly extraArches?: Arches | null;
  readonly force?: boolean;
  /** The package must be listed already. */
  readonly update?: boolean;
}

/** What is stored of one entry. */
interface Entry {
  readonly owner: number;
  readonly blocked: boolean;
  readonly extraArches: string | null;
}

/**
 * Lists a package in a tag, or changes its entry. Asks the policy `package_list`; an admin may force.
 * Throws GenericError for a package that is blocked, an update of nothing, and a new package without owner.
 */
export async function addPackage(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  entry: PackageListEntry,
): Promise<void> {
  return addPackageDirectly(ctx, tagInfo, packageInfo, entry, { policy: true });
}

/** {@link addPackage}, asking the policy only when told to. */
export async function addPackageDirectly(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  entry: PackageListEntry,
  { policy }: { policy: boolean },
): Promise<void> {
  const { force = false, update = false } = entry;
  const [tag, listed, newOwner] = await allOf([
    getTag(ctx, tagInfo),
    knownOrNew(ctx, packageInfo),
    entry.owner == null ? undefined : findUserStrictly(ctx, entry.owner),
  ]);
  const owner = newOwner?.id;
  const action: PackageListChange['action'] = update ? 'update' : entry.block ? 'block' : 'add';
  if (policy) {
    ctx.session.assertLogin();
    const data = { tag: tag.id, action, package: packageInfo, force };
    await ctx.policy.assert('package_list', data, { force });
  }
  const { isNew, ...pkg } =
    typeof listed === 'string' ? await makeName(ctx, 'package', listed) : { ...listed, isNew: false };
  const arches =
    entry.extraArches == null ? null : normalizeArches(entry.extraArches, { strict: true, allowNone: true });
  const user = owner === ctx.session.userId && newOwner ? newOwner : await currentUser(ctx);
  const filter = { tagId: tag.id, packageId: pkg.id, inherit: true };
  // Of a new package nothing can be listed.
  const previous = isNew ? undefined : (await readPackageList(ctx, filter)).get(pkg.id);
  const plan = planEntry(previous, { owner, block: entry.block, arches, force, update }, tag, pkg);
  if (plan === undefined) return;

  const wanted: Entry = { ...plan.entry, owner: plan.entry.owner ?? ownerByForce(ctx, force) };
  const event = {
    action,
    tag,
    package: pkg,
    owner: wanted.owner,
    block: wanted.blocked,
    extra_arches: wanted.extraArches,
    force,
    update,
    user,
  };
  await ctx.emit('prePackageListChange', event);
  if (isNew) await insertEntry(ctx, tag.id, pkg.id, wanted);
  else if (plan.write === 'entry') await writeEntry(ctx, tag.id, pkg.id, wanted);
  else if (plan.write === 'owner') await writeOwner(ctx, tag.id, pkg.id, wanted.owner);
  await ctx.emit('postPackageListChange', event);
}

/* A package, or the name of one that is to be made. */
async function knownOrNew(ctx: Context, info: NameOrId): Promise<Named | string> {
  const known = await lookupName(ctx, 'package', info);
  if (known !== undefined) return known;
  if (typeof info !== 'string') throw new GenericError(faultText`No such package: ${info}`);
  return info;
}

interface EntryPlan {
  readonly entry: { owner: number | undefined; blocked: boolean; extraArches: string | null };
  readonly write: 'entry' | 'owner' | 'nothing';
}

interface WantedEntry {
  readonly owner: number | undefined;
  readonly block: boolean | null | undefined;
  readonly arches: string | null;
  readonly force: boolean;
  readonly update: boolean;
}

/** Works out what an entry becomes, or undefined when everything is as wanted already. */
function planEntry(
  previous: ListedPackage | undefined,
  wanted: WantedEntry,
  tag: TagInfo,
  pkg: Named,
): EntryPlan | undefined {
  const { force, update } = wanted;
  if (previous === undefined) {
    if (update && !force) {
      throw new GenericError(`cannot update: tag ${tag.name} has no data for package ${pkg.name}`);
    }
    const entry = { owner: wanted.owner, blocked: wanted.block ?? false, extraArches: wanted.arches };
    return { entry, write: 'entry' };
  }
  const entry = {
    owner: wanted.owner ?? previous.owner_id,
    blocked: wanted.block ?? previous.blocked,
    extraArches: wanted.arches ?? previous.extra_arches,
  };
  const changed = previous.blocked !== entry.blocked || previous.extra_arches !== entry.extraArches;
  const newOwner = previous.owner_id !== entry.owner;
  if (!changed && !newOwner && !force) return undefined;
  if (previous.blocked && !entry.blocked && !force) {
    throw new GenericError(`package ${pkg.name} is blocked in tag ${tag.name}`);
  }
  return { entry, write: changed ? 'entry' : newOwner ? 'owner' : 'nothing' };
}

function ownerByForce(ctx: Context, force: boolean): number {
  if (!force || ctx.session.userId === undefined) throw new GenericError('owner not specified');
  return ctx.session.userId;
}

/** Takes a package off a tag's list, so that what is inherited holds again. */
export async function removePackage(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  options: { force?: boolean; policy?: boolean } = {},
): Promise<void> {
  const { force = false, policy = true } = options;
  const tag = await getTag(ctx, tagInfo);
  const pkg = await lookupNameStrictly(ctx, 'package', packageInfo);
  if (policy) {
    ctx.session.assertLogin();
    const data = { tag: tag.id, action: 'remove', package: pkg.id, force };
    await ctx.policy.assert('package_list', data, { force });
  }
  await announced(ctx, 'remove', tag, pkg, () => endEntry(ctx, tag.id, pkg.id));
}

/** Blocks a package that is listed or inherited. */
export async function blockPackage(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  force: boolean,
): Promise<void> {
  const tag = await getTag(ctx, tagInfo);
  const pkg = await lookupNameStrictly(ctx, 'package', packageInfo);
  const filter = { tagId: tag.id, packageId: pkg.id, inherit: true, withOwners: false };
  if ((await readPackageList(ctx, filter)).size === 0) {
    throw new GenericError(`Package ${pkg.name} is not in tag listing for ${tag.name}`);
  }
  await addPackage(ctx, tagInfo, packageInfo, { block: true, force });
}

/**
 * Unblocks a package: a block of the tag itself is taken away, an inherited one is answered by an entry of the tag.
 */
export async function unblockPackage(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  force: boolean,
): Promise<void> {
  const tag = await getTag(ctx, tagInfo);
  const pkg = await lookupNameStrictly(ctx, 'package', packageInfo);
  ctx.session.assertLogin();
  const data = { tag: tag.id, action: 'unblock', package: pkg.id, force };
  await ctx.policy.assert('package_list', data, { force });
  const entryNow = async () =>
    (await readPackageList(ctx, { tagId: tag.id, packageId: pkg.id, inherit: true })).get(pkg.id);
  const previous = await entryNow();
  if (previous === undefined) {
    throw new GenericError(`no data (blocked or otherwise) for package ${pkg.name} in tag ${tag.name}`);
  }
  if (!previous.blocked) throw new GenericError(`package ${pkg.name} NOT blocked in tag ${tag.name}`);
  const unblocked: Entry = {
    owner: previous.owner_id!,
    blocked: false,
    extraArches: previous.extra_arches,
  };
  await announced(ctx, 'unblock', tag, pkg, async () => {
    if (previous.tag_id === tag.id) {
      await endEntry(ctx, tag.id, pkg.id);
      // What shows from below may be nothing, or another block.
      const below = await entryNow();
      if (below !== undefined && !below.blocked) return;
    }
    await writeEntry(ctx, tag.id, pkg.id, unblocked);
  });
}

async function announced(
  ctx: Context,
  action: PackageListChange['action'],
  tag: TagInfo,
  pkg: Named,
  body: () => Promise<unknown>,
): Promise<void> {
  const user = await currentUser(ctx);
  const event = { action, tag, package: pkg, user };
  await ctx.emit('prePackageListChange', event);
  await body();
  await ctx.emit('postPackageListChange', event);
}

function endEntry(ctx: Context, tagId: number, packageId: number): Promise<number> {
  return revoke(ctx, 'tag_packages', sql`package_id = ${packageId} AND tag_id = ${tagId}`);
}

async function writeEntry(ctx: Context, tagId: number, packageId: number, entry: Entry): Promise<void> {
  await endEntry(ctx, tagId, packageId);
  await endOwner(ctx, tagId, packageId);
  await insertEntry(ctx, tagId, packageId, entry);
}

/* The entry and its owner. There is none of either. */
function insertEntry(
  ctx: Context,
  tagId: number,
  packageId: number,
  { owner, blocked, extraArches }: Entry,
): Promise<void> {
  const key = { tag_id: tagId, package_id: packageId };
  return insertVersionedRows(ctx, [
    { table: 'tag_packages', values: { ...key, blocked, extra_arches: extraArches } },
    { table: 'tag_package_owners', values: { ...key, owner } },
  ]);
}

function endOwner(ctx: Context, tagId: number, packageId: number): Promise<number> {
  return revoke(ctx, 'tag_package_owners', sql`package_id = ${packageId} AND tag_id = ${tagId}`);
}

async function writeOwner(ctx: Context, tagId: number, packageId: number, owner: number): Promise<void> {
  await endOwner(ctx, tagId, packageId);
  await insertVersioned(ctx, 'tag_package_owners', { tag_id: tagId, package_id: packageId, owner });
}
