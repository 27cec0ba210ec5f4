import { hubCall, type BrowsedBuild, type IdAndName, type ListedTag, type Plain } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { idOrName, order, start, type ParamValues } from '../../http/params.js';
import { PAGE_SIZE, window } from '../../html/pager.js';

const BUILD_ORDER = '-completion_time';

/** The parameters of the page of a package. */
export const packageinfoParams = {
  packageID: idOrName('The package.'),
  tagOrder: order('name', ['name', 'owner_name', 'blocked', 'extra_arches']),
  tagStart: start,
  buildOrder: order(BUILD_ORDER, ['nvr', 'owner_name', 'completion_time', 'state', 'build_id']),
  buildStart: start,
};

export type PackageinfoQuery = ParamValues<typeof packageinfoParams>;

/** Builds that the picture of the build time is drawn of. */
const HISTORY = 150;

export interface PackageModel {
  readonly query: PackageinfoQuery;
  readonly package: IdAndName;
  readonly builds: readonly Plain<BrowsedBuild>[];
  readonly moreBuilds: boolean;
  readonly totalBuilds: number | null;
  /** The newest builds; none where the list is on another page or in another order. */
  readonly history: readonly Plain<BrowsedBuild>[];
  readonly tags: readonly Plain<ListedTag>[];
  readonly moreTags: boolean;
}

/** A package with its builds and the tags that list it. */
export async function readPackage(visitor: Visitor, query: PackageinfoQuery): Promise<PackageModel> {
  const { packageID, buildOrder, buildStart, tagOrder, tagStart } = query;
  // The newest builds are those of the picture too, so that both are one question.
  const newest = buildOrder === BUILD_ORDER && buildStart === 0;
  const limit = newest ? HISTORY : PAGE_SIZE + 1;
  const asked = await visitor.all({
    package: hubCall('getPackage', { info: packageID }),
    builds: hubCall('browseBuilds', { packageID, order: buildOrder, start: buildStart, limit }),
    tags: hubCall('listTags', { package: packageID, perms: false, queryOpts: window(tagStart, tagOrder) }),
  });
  const found = asked.package.value();
  if (found === null) throw new PageError(404, `There is no package ${packageID}`);
  const { builds, total } = asked.builds.value();
  const tags = asked.tags.value();
  return {
    query,
    package: found,
    builds: builds.slice(0, PAGE_SIZE),
    moreBuilds: builds.length > PAGE_SIZE,
    totalBuilds: total,
    history: newest ? builds : [],
    tags: tags.slice(0, PAGE_SIZE),
    moreTags: tags.length > PAGE_SIZE,
  };
}
