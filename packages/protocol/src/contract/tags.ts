import type {
  BuildConfig,
  BuildReference,
  EventReference,
  FullInheritanceLink,
  InheritanceChange,
  InheritanceLink,
  ListedTag,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Struct,
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
  extra?: Struct;
  remove_extra?: string[];
  block_extra?: string[];
}

/** Tags, their settings and their inheritance. */
export interface TagsApi {
  getTag: {
    params: { tagInfo: Reference; strict?: boolean; event?: EventReference | null; blocked?: boolean };
    result: Tag | null;
  };
  getTagID: { params: { info: Reference; strict?: boolean; create?: boolean }; result: number | null };
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
  createTag: {
    params: {
      name: string;
      parent?: Reference | null;
      arches?: string | null;
      perm?: Reference | null;
      locked?: boolean;
      maven_support?: boolean;
      maven_include_all?: boolean;
      extra?: Struct | null;
    };
    result: number;
  };
  editTag: {
    params: {
      tagInfo: Reference;
      name: string;
      arches: string;
      locked: boolean;
      permissionID: Reference;
      extra?: Struct | null;
    };
    result: Nothing;
  };
  editTag2: { params: { tagInfo: Reference; kwargs?: TagChanges }; result: Nothing; keywords: 'kwargs' };
  deleteTag: { params: { tagInfo: Reference }; result: Nothing };
  getBuildConfig: { params: { tag: Reference; event?: number | null }; result: BuildConfig };
  getInheritanceData: {
    params: { tag: Reference; event?: number | null };
    result: InheritanceLink[];
  };
  setInheritanceData: {
    params: { tag: Reference; data: InheritanceChange | InheritanceChange[]; clear?: boolean };
    result: Nothing;
  };
  getFullInheritance: {
    params: { tag: Reference; event?: number | null; reverse?: boolean; kwargs?: Struct };
    result: FullInheritanceLink[];
    keywords: 'kwargs';
  };
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
  massTag: { params: { tag: Reference; builds: BuildReference[] }; result: Nothing };
}
