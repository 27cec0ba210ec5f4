import { lookupName } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { readPackageList, type ListedPackage } from './read-package-list.js';

/** A package's entry in a tag or what it inherits from, or undefined; also when there is no such tag or package. */
export async function packageConfig(
  ctx: Context,
  tagInfo: NameOrId,
  packageInfo: NameOrId,
  event?: WholeNumber | null,
): Promise<ListedPackage | undefined> {
  const tag = await lookupName(ctx, 'tag', tagInfo);
  const pkg = await lookupName(ctx, 'package', packageInfo);
  if (tag === undefined || pkg === undefined) return undefined;
  const filter = { tagId: tag.id, packageId: pkg.id, inherit: true, event };
  return (await readPackageList(ctx, filter)).get(pkg.id);
}
