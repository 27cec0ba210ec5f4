import type {
  BuildConfig,
  BuildReference,
  EventReference,
  Extra,
  FullInheritanceLink,
  InheritanceChange,
  InheritanceLink,
  ListedTag,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Tag,
} from './shapes.js';

/** What editTag2 changes; members left out stay as they are. */
export interface TagChanges {
  name?: string;
  arches?: string | null;
  locked?: boolean;
  perm?: Reference | null;
  /** The same by its id. */
  perm_id?: number | null;
  maven_support?: boolean;
  maven_include_all?: boolean;
  extra?: Extra;
  remove_extra?: string[];
  block_extra?: string[];
}

/** Tags, their settings and their inheritance. */
export interface TagsApi {
  /**
   * The tag of this name or id with its settings, now or at an event. Without one: nil, or a fault if
   * strict.
   *
   * `getTag(tagInfo, strict=false, event=nil, blocked=false)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getTag: {
    params: { tagInfo: Reference; strict?: boolean; event?: EventReference | null; blocked?: boolean };
    result: Tag | null;
  };
  /**
   * The id of a tag name, also of a deleted tag.
   *
   * `getTagID(info, strict=false, create=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getTagID: { params: { info: Reference; strict?: boolean; create?: boolean }; result: number | null };
  /**
   * All tags, or those that hold a build, list a package, or match a shell pattern.
   *
   * `listTags(build=nil, package=nil, perms=true, queryOpts=nil, pattern=nil)`, for anyone. Throws
   * GenericError, ParameterError.
   */
  listTags: {
    params: {
      build?: BuildReference | null;
      package?: Reference | null;
      perms?: boolean;
      queryOpts?: QueryOptions | null;
      pattern?: string | null;
    };
    result: Listing<ListedTag>;
  };
  /**
   * Makes a tag, optionally with a parent, and returns its id.
   *
   * `createTag(name, parent=nil, arches=nil, perm=nil, locked=false, maven_support=false,
   * maven_include_all=false, extra=nil)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  createTag: {
    params: {
      name: string;
      parent?: Reference | null;
      arches?: string | null;
      perm?: Reference | null;
      locked?: boolean;
      maven_support?: boolean;
      maven_include_all?: boolean;
      extra?: Extra | null;
    };
    result: number;
  };
  /**
   * Sets all settings of a tag at once. Superseded by editTag2.
   *
   * `editTag(tagInfo, name, arches, locked, permissionID, extra=nil)`, for who holds the permission tag or
   * admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  editTag: {
    params: {
      tagInfo: Reference;
      name: string;
      arches: string;
      locked: boolean;
      permissionID: Reference;
      extra?: Extra | null;
    };
    result: Nothing;
  };
  /**
   * Changes the settings of a tag that are given by name; the others stay.
   *
   * `editTag2(tagInfo, **kwargs)`, for who holds the permission tag or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  editTag2: { params: { tagInfo: Reference; kwargs?: TagChanges }; result: Nothing; keywords: 'kwargs' };
  /**
   * Ends a tag with everything that hangs on it. Its past stays readable.
   *
   * `deleteTag(tagInfo)`, for who holds the permission tag or admin. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  deleteTag: { params: { tagInfo: Reference }; result: Nothing };
  /**
   * A tag with the arches and extra settings that it has or inherits.
   *
   * `getBuildConfig(tag, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getBuildConfig: { params: { tag: Reference; event?: number | null }; result: BuildConfig };
  /**
   * The direct parents of a tag, by priority.
   *
   * `getInheritanceData(tag, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getInheritanceData: {
    params: { tag: Reference; event?: number | null };
    result: InheritanceLink[];
  };
  /**
   * Adds, changes or deletes (member "delete link") links to parents; clear also ends all others.
   *
   * `setInheritanceData(tag, data, clear=false)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  setInheritanceData: {
    params: { tag: Reference; data: InheritanceChange | InheritanceChange[]; clear?: boolean };
    result: Nothing;
  };
  /**
   * The whole inheritance of a tag in the order in which parents count; reverse: who inherits from it.
   *
   * `getFullInheritance(tag, event=nil, reverse=false, **kwargs)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getFullInheritance: {
    params: {
      tag: Reference;
      event?: number | null;
      reverse?: boolean;
      kwargs?: { stops?: unknown; jumps?: unknown };
    };
    result: FullInheritanceLink[];
    keywords: 'kwargs';
  };
  /**
   * Copies a tag as it is, or was at an event, to a new one; inheritance and external repos are left out.
   *
   * `snapshotTag(src, dst, config=true, pkgs=true, builds=true, groups=true, latest_only=true,
   * inherit_builds=true, event=nil, force=false)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError, TagError. Emits postPackageListChange, postTag,
   * postUntag, prePackageListChange, preTag, preUntag.
   */
  snapshotTag: {
    params: {
      src: Reference;
      dst: Reference;
      config?: boolean;
      pkgs?: boolean;
      builds?: boolean;
      groups?: boolean;
      latest_only?: boolean;
      inherit_builds?: boolean;
      event?: number | null;
      force?: boolean;
    };
    result: Nothing;
  };
  /**
   * Brings an existing tag to the contents of another; remove also takes out what that one does not have.
   *
   * `snapshotTagModify(src, dst, config=true, pkgs=true, builds=true, groups=true, latest_only=true,
   * inherit_builds=true, event=nil, force=false, remove=false)`, for who holds the permission tag or admin.
   * Throws ActionNotAllowed, GenericError, ParameterError, TagError. Emits postPackageListChange, postTag,
   * postUntag, prePackageListChange, preTag, preUntag.
   */
  snapshotTagModify: {
    params: {
      src: Reference;
      dst: Reference;
      config?: boolean;
      pkgs?: boolean;
      builds?: boolean;
      groups?: boolean;
      latest_only?: boolean;
      inherit_builds?: boolean;
      event?: number | null;
      force?: boolean;
      remove?: boolean;
    };
    result: Nothing;
  };
  /**
   * Tags builds in the order given, without asking access, policy or package list.
   *
   * `massTag(tag, builds)`, for who holds the permission tag or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError, TagError. Emits postTag, postUntag, preTag, preUntag.
   */
  massTag: { params: { tag: Reference; builds: BuildReference[] }; result: Nothing };
}
