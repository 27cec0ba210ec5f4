import type {
  BrowsedPackages,
  IdAndName,
  ListedPackage,
  Listing,
  Nothing,
  PackageInTag,
  QueryOptions,
  Reference,
} from './shapes.js';

/** Packages, and which of them a tag lists. */
export interface PackagesApi {
  getPackage: { params: { info: Reference; strict?: boolean; create?: boolean }; result: IdAndName | null };
  getPackageID: { params: { name: string; strict?: boolean }; result: number | null };
  getPackageConfig: {
    params: { tag: Reference; pkg: Reference; event?: number | null };
    result: ListedPackage | null;
  };
  listPackages: {
    params: {
      tagID?: Reference | null;
      userID?: Reference | null;
      pkgID?: Reference | null;
      prefix?: string | null;
      inherited?: boolean;
      with_dups?: boolean | null;
      event?: number | null;
      queryOpts?: QueryOptions | null;
      with_owners?: boolean;
      with_blocked?: boolean;
    };
    result: Listing<ListedPackage>;
    cases: [
      [{ queryOpts: { countOnly: true } }, number],
      [{ tagID: Reference }, PackageInTag[]],
      [{ pkgID: Reference }, PackageInTag[]],
      [{ userID: Reference }, PackageInTag[]],
    ];
  };
  browsePackages: {
    params: {
      tagID?: Reference | null;
      userID?: Reference | null;
      prefix?: string | null;
      inherited?: boolean;
      blocked?: boolean;
      order?: string;
      start?: number;
      limit?: number;
    };
    result: BrowsedPackages;
  };
  listPackagesSimple: {
    params: { prefix?: string | null; queryOpts?: QueryOptions | null };
    result: Listing<ListedPackage>;
  };
  packageListAdd: {
    params: {
      taginfo: Reference;
      pkginfo: Reference;
      owner?: Reference | null;
      block?: boolean | null;
      extra_arches?: string | null;
      force?: boolean | null;
      update?: boolean;
    };
    result: Nothing;
  };
  packageListRemove: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  packageListBlock: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  packageListUnblock: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  packageListSetOwner: {
    params: { taginfo: Reference; pkginfo: Reference; owner: Reference; force?: boolean | null };
    result: Nothing;
  };
  packageListSetArches: {
    params: { taginfo: Reference; pkginfo: Reference; arches: string; force?: boolean | null };
    result: Nothing;
  };
}
