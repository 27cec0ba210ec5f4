import type {
  FullTagGroup,
  Nothing,
  Reference,
  TagGroup,
  TagGroupPackage,
  TagGroupRequirement,
} from './shapes.js';

/** Package groups of a tag, as in comps files. */
export interface GroupsApi {
  /**
   * The package groups of a tag with their packages and the groups they need.
   *
   * `getTagGroups(tag, event=nil, inherit=true, incl_pkgs=true, incl_reqs=true, incl_blocked=false)`, for
   * anyone. Throws GenericError, ParameterError.
   */
  getTagGroups: {
    params: {
      tag: Reference;
      event?: number | null;
      inherit?: boolean;
      incl_pkgs?: boolean;
      incl_reqs?: boolean;
      incl_blocked?: boolean;
    };
    result: TagGroup[];
    cases: [
      [{ incl_pkgs: boolean }, TagGroup[]],
      [{ incl_reqs: boolean }, TagGroup[]],
      [{ tag: Reference }, FullTagGroup[]],
    ];
  };
  /**
   * Lists a group in a tag, or changes its settings there.
   *
   * `groupListAdd(taginfo, grpinfo, block=false, force=false, **opts)`, for who holds the permission tag or
   * admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  groupListAdd: {
    params: {
      taginfo: Reference;
      grpinfo: Reference;
      block?: boolean;
      force?: boolean;
      opts?: Partial<TagGroup>;
    };
    result: Nothing;
    keywords: 'opts';
  };
  /**
   * Takes a group off a tag, so that what is inherited holds again.
   *
   * `groupListRemove(taginfo, grpinfo, force=false)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupListRemove: { params: { taginfo: Reference; grpinfo: Reference; force?: boolean }; result: Nothing };
  /**
   * Keeps a tag from having or inheriting a group.
   *
   * `groupListBlock(taginfo, grpinfo)`, for who holds the permission tag or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  groupListBlock: { params: { taginfo: Reference; grpinfo: Reference }; result: Nothing };
  /**
   * Takes a block of a group off the tag that has it.
   *
   * `groupListUnblock(taginfo, grpinfo)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupListUnblock: { params: { taginfo: Reference; grpinfo: Reference }; result: Nothing };
  /**
   * Lists a package in a group of a tag, or changes its entry.
   *
   * `groupPackageListAdd(taginfo, grpinfo, pkg_name, block=false, force=false, **opts)`, for who holds the
   * permission tag or admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  groupPackageListAdd: {
    params: {
      taginfo: Reference;
      grpinfo: Reference;
      pkg_name: string;
      block?: boolean;
      force?: boolean;
      opts?: Partial<TagGroupPackage>;
    };
    result: Nothing;
    keywords: 'opts';
  };
  /**
   * Takes a package off a group of a tag.
   *
   * `groupPackageListRemove(taginfo, grpinfo, pkg_name)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupPackageListRemove: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
  /**
   * Keeps a group of a tag from having or inheriting a package.
   *
   * `groupPackageListBlock(taginfo, grpinfo, pkg_name)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupPackageListBlock: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
  /**
   * Takes a block of a package off the group of the tag that has it.
   *
   * `groupPackageListUnblock(taginfo, grpinfo, pkg_name)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupPackageListUnblock: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
  /**
   * Notes that a group of a tag needs another group.
   *
   * `groupReqListAdd(taginfo, grpinfo, reqinfo, block=false, force=false, **opts)`, for who holds the
   * permission tag or admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  groupReqListAdd: {
    params: {
      taginfo: Reference;
      grpinfo: Reference;
      reqinfo: Reference;
      block?: boolean;
      force?: boolean;
      opts?: Partial<TagGroupRequirement>;
    };
    result: Nothing;
    keywords: 'opts';
  };
  /**
   * Takes a needed group off a group of a tag. Force means nothing any more.
   *
   * `groupReqListRemove(taginfo, grpinfo, reqinfo, force=nil)`, for who holds the permission tag or admin.
   * Throws ActionNotAllowed, GenericError, ParameterError.
   */
  groupReqListRemove: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  /**
   * Keeps a group of a tag from needing another, inherited or not.
   *
   * `groupReqListBlock(taginfo, grpinfo, reqinfo)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupReqListBlock: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference };
    result: Nothing;
  };
  /**
   * Takes a block of a needed group off the group of the tag that has it.
   *
   * `groupReqListUnblock(taginfo, grpinfo, reqinfo)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  groupReqListUnblock: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference };
    result: Nothing;
  };
}
