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
  /**
   * The id and name of a package.
   *
   * `getPackage(info, strict=false, create=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getPackage: { params: { info: Reference; strict?: boolean; create?: boolean }; result: IdAndName | null };
  /**
   * The id of a package name. Without one: nil, or a fault if strict.
   *
   * `getPackageID(name, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getPackageID: { params: { name: string; strict?: boolean }; result: number | null };
  /**
   * The entry of a package in the list of a tag or what it inherits from.
   *
   * `getPackageConfig(tag, pkg, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getPackageConfig: {
    params: { tag: Reference; pkg: Reference; event?: number | null };
    result: ListedPackage | null;
  };
  /**
   * The package lists of a tag, an owner or a package, blocked entries included; without any, all packages.
   *
   * `listPackages(tagID=nil, userID=nil, pkgID=nil, prefix=nil, inherited=false, with_dups=false, event=nil,
   * queryOpts=nil, with_owners=true, with_blocked=true)`, for anyone. Throws GenericError, ParameterError.
   */
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
  /**
   * An addition to Koji's API. A page of the packages of the hub, of a tag or of an owner, with the newest
   * build of each: for who looks through them.
   *
   * `browsePackages(tagID=nil, userID=nil, prefix=nil, inherited=true, blocked=true, order="package_name",
   * start=0, limit=50)`, for anyone. Throws GenericError, ParameterError.
   */
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
  /**
   * All packages, or those whose name begins in some way.
   *
   * `listPackagesSimple(prefix=nil, queryOpts=nil)`, for anyone.
   */
  listPackagesSimple: {
    params: { prefix?: string | null; queryOpts?: QueryOptions | null };
    result: Listing<ListedPackage>;
  };
  /**
   * Lists a package in a tag, or changes its entry there.
   *
   * `packageListAdd(taginfo, pkginfo, owner=nil, block=nil, extra_arches=nil, force=false, update=false)`,
   * for anyone. Throws ActionNotAllowed, GenericError, ParameterError. Emits postPackageListChange,
   * prePackageListChange.
   */
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
  /**
   * Takes a package off the list of a tag, so that what is inherited holds again.
   *
   * `packageListRemove(taginfo, pkginfo, force=false)`, for anyone. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postPackageListChange, prePackageListChange.
   */
  packageListRemove: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Blocks a package in a tag.
   *
   * `packageListBlock(taginfo, pkginfo, force=false)`, for anyone. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postPackageListChange, prePackageListChange.
   */
  packageListBlock: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Unblocks a package in a tag.
   *
   * `packageListUnblock(taginfo, pkginfo, force=false)`, for anyone. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postPackageListChange, prePackageListChange.
   */
  packageListUnblock: {
    params: { taginfo: Reference; pkginfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Sets the owner of a package in a tag.
   *
   * `packageListSetOwner(taginfo, pkginfo, owner, force=false)`, for anyone. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postPackageListChange, prePackageListChange.
   */
  packageListSetOwner: {
    params: { taginfo: Reference; pkginfo: Reference; owner: Reference; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Sets the arches that a package is built for besides those of the tag.
   *
   * `packageListSetArches(taginfo, pkginfo, arches, force=false)`, for anyone. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postPackageListChange, prePackageListChange.
   */
  packageListSetArches: {
    params: { taginfo: Reference; pkginfo: Reference; arches: string; force?: boolean | null };
    result: Nothing;
  };
}
