import { TagError } from '@kojikit/protocol';
import { addPackage, readPackageList } from '../packages/index.js';
import type { Named } from '../lookup/index.js';
import type { Context } from '../ground/context.js';

/**
 * Checks that a package may be in a tag; for an admin who uses force it is listed instead.
 * Throws TagError `Package <name> not in list for <where>` or `Package <name> blocked in <where>`.
 * @param where how the refusal calls the tag.
 */
export async function assertPackageListed(
  ctx: Context,
  tagId: number,
  pkg: Named,
  { where, force }: { readonly where: string; readonly force: boolean },
): Promise<void> {
  const filter = { tagId, packageId: pkg.id, inherit: true, withOwners: false };
  const entry = (await readPackageList(ctx, filter)).get(pkg.id);
  if (entry !== undefined && !entry.blocked) return;
  if (!force || !(await ctx.session.hasPermission('admin'))) {
    throw new TagError(
      entry === undefined
        ? `Package ${pkg.name} not in list for ${where}`
        : `Package ${pkg.name} blocked in ${where}`,
    );
  }
  await addPackage(ctx, tagId, pkg.id, { force: true, block: false });
  ctx.log.info({ tag: tagId, package: pkg.name }, 'package list overridden by force');
}
