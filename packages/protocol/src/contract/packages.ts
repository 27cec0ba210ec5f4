import type { IdAndName, ListedPackage, Listing, Nothing, QueryOptions, Reference } from './shapes.js';

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
      with_dups?: boolean;
      event?: number | null;
      queryOpts?: QueryOptions | null;
      with_owners?: boolean;
      with_blocked?: boolean;
    };
    result: Listing<ListedPackage>;
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
      force?: boolean;
      update?: boolean;
    };
    result: Nothing;
  };
  packageListRemove: { params: { taginfo: Reference; pkginfo: Reference; force?: boolean }; result: Nothing };
  packageListBlock: { params: { taginfo: Reference; pkginfo: Reference; force?: boolean }; result: Nothing };
  packageListUnblock: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean };
    result: Nothing;
  };
  packageListSetOwner: {
    params: { taginfo: Reference; pkginfo: Reference; owner: Reference; force?: boolean };
    result: Nothing;
  };
  packageListSetArches: {
    params: { taginfo: Reference; pkginfo: Reference; arches: string; force?: boolean };
    result: Nothing;
  };
}
