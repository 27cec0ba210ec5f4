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
  groupListRemove: { params: { taginfo: Reference; grpinfo: Reference; force?: boolean }; result: Nothing };
  groupListBlock: { params: { taginfo: Reference; grpinfo: Reference }; result: Nothing };
  groupListUnblock: { params: { taginfo: Reference; grpinfo: Reference }; result: Nothing };
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
  groupPackageListRemove: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
  groupPackageListBlock: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
  groupPackageListUnblock: {
    params: { taginfo: Reference; grpinfo: Reference; pkg_name: string };
    result: Nothing;
  };
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
  groupReqListRemove: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference; force?: boolean | null };
    result: Nothing;
  };
  groupReqListBlock: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference };
    result: Nothing;
  };
  groupReqListUnblock: {
    params: { taginfo: Reference; grpinfo: Reference; reqinfo: Reference };
    result: Nothing;
  };
}
