import type { IdAndName, Struct } from './values.js';

export interface Tag extends IdAndName {
  arches: string | null;
  locked: boolean;
  maven_include_all: boolean;
  maven_support: boolean;
  perm: string | null;
  perm_id: number | null;
  extra: Struct;
  query_event?: number;
}

/** A row of listTags; with a package it tells how the package is listed there. */
export interface ListedTag extends Omit<Tag, 'extra'> {
  blocked?: boolean;
  extra_arches?: string | null;
  owner_id?: number;
  owner_name?: string;
}

/** A tag with what it inherits of its settings. */
export interface BuildConfig extends Tag {
  /** Which tag each inherited setting comes from. */
  config_inheritance: {
    arches: IdAndName | null;
    extra: Record<string, IdAndName>;
  };
}

export interface InheritanceLink {
  child_id?: number;
  parent_id: number;
  name: string;
  priority: number;
  maxdepth: number | null;
  intransitive: boolean;
  noconfig: boolean;
  pkg_filter: string | null;
}

export interface FullInheritanceLink extends InheritanceLink {
  currdepth: number;
  nextdepth: number | null;
  filter: string[];
  tag_id?: number;
}

/** A link as setInheritanceData takes it; `delete link` removes it. */
export interface InheritanceChange extends Partial<InheritanceLink> {
  parent_id: number;
  'delete link'?: boolean;
}

export interface Target extends IdAndName {
  build_tag: number;
  build_tag_name: string;
  dest_tag: number;
  dest_tag_name: string;
}

export interface ListedPackage {
  package_id: number;
  package_name: string;
  tag_id?: number;
  tag_name?: string;
  owner_id?: number;
  owner_name?: string;
  extra_arches?: string | null;
  blocked?: boolean;
}

/** How a tag lists a package: what listPackages returns when it is asked about a tag, a package or an owner. */
export interface PackageInTag extends ListedPackage {
  tag_id: number;
  tag_name: string;
  extra_arches: string | null;
  blocked: boolean;
}

export interface TagGroup {
  group_id: number;
  tag_id: number;
  name: string;
  display_name: string;
  description: string | null;
  biarchonly: boolean;
  blocked: boolean;
  exported: boolean;
  is_default: boolean | null;
  langonly: string | null;
  uservisible: boolean;
  packagelist?: TagGroupPackage[];
  grouplist?: TagGroupRequirement[];
}

/** A group with its packages and the groups that it requires, which is what getTagGroups returns if not told otherwise. */
export interface FullTagGroup extends TagGroup {
  packagelist: TagGroupPackage[];
  grouplist: TagGroupRequirement[];
}

export interface TagGroupPackage {
  group_id: number;
  tag_id: number;
  package: string;
  type: string;
  basearchonly: boolean | null;
  requires: string | null;
  blocked: boolean;
}

export interface TagGroupRequirement {
  group_id: number;
  tag_id: number;
  req_id: number;
  name: string;
  type: string;
  is_metapkg: boolean;
  blocked: boolean;
}
