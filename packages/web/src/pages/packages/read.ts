import { hubCall, type BrowsedPackages, type Plain } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import {
  optionalIdOrName,
  order,
  prefix,
  start as startParam,
  yesOrNo,
  type ParamValues,
} from '../../http/params.js';
import { PAGE_SIZE, window } from '../../html/pager.js';

const ORDERS = ['package_name', 'package_id'];

/** The filters of the list of packages, as its address has them. */
export const packagesParams = {
  tagID: optionalIdOrName('Only packages of this tag.'),
  userID: optionalIdOrName('Only packages of this owner.'),
  prefix,
  inherited: yesOrNo(true, 'With tagID: also what the tag inherits.'),
  blocked: yesOrNo(true, 'With tagID or userID: also packages that are blocked.'),
  start: startParam,
  order: order('package_name', [...ORDERS, 'tag_name', 'owner_name', 'blocked']),
};

export type PackagesQuery = ParamValues<typeof packagesParams>;

export interface PackageList extends Plain<BrowsedPackages> {
  readonly query: PackagesQuery;
  /** Whether there are more after these. */
  readonly more: boolean;
}

/** A page of packages. */
export async function readPackages(visitor: Visitor, query: PackagesQuery): Promise<PackageList> {
  const { start, order: by, ...wanted } = query;
  const listed = query.tagID !== undefined || query.userID !== undefined;
  // Only what is listed in a tag has one, and an owner, to be sorted by.
  const sorted = listed || ORDERS.includes(by.replace(/^-/, '')) ? by : 'package_name';
  const { limit } = window(start, sorted);
  const found = await visitor.one(hubCall('browsePackages', { ...wanted, order: sorted, start, limit }));
  const list = found.value();
  const { packages } = list;
  return { ...list, query, packages: packages.slice(0, PAGE_SIZE), more: packages.length > PAGE_SIZE };
}
