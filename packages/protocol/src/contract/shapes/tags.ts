import type { Extra } from './open-data.js';
import type { IdAndName, Seconds } from './values.js';

/** A tag with its own settings; arches are separated by blanks. */
export interface Tag extends IdAndName {
  arches: string | null;
  locked: boolean;
  maven_include_all: boolean;
  maven_support: boolean;
  perm: string | null;
  perm_id: number | null;
  extra: Extra;
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

/** That a tag inherits from another one; of several parents the one with the lowest priority comes first. */
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

/** A link of the whole tree of inheritance: how deep it is, and which filters apply down there. */
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

/** How much is in a tag. */
export interface TagContentsCount {
  /** Listed in it or inherited, and not blocked. */
  packages: number;
  blocked_packages: number;
  /** Finished builds in it and in what it inherits from, of packages that are not blocked. */
  builds: number;
  /** What hangs on the tag itself and ends with it. */
  own: {
    builds: number;
    packages: number;
    /** Tags that inherit from it directly. */
    children: number;
    targets: number;
    external_repos: number;
    groups: number;
  };
}

/** Where builds are made (the build tag) and where they go (the destination tag). */
export interface Target extends IdAndName {
  build_tag: number;
  build_tag_name: string;
  dest_tag: number;
  dest_tag_name: string;
}

/** A package; what a tag says of it is there only where a tag, a package or an owner was asked for. */
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

/** A package in a list that people look through. */
export interface BrowsedPackage {
  package_id: number;
  package_name: string;
  /** How its tag lists it, where packages of a tag or an owner were asked for. */
  tag_id?: number;
  tag_name?: string;
  owner_id?: number | null;
  owner_name?: string | null;
  extra_arches?: string | null;
  blocked?: boolean;
  /** The build of it that was made last, in whatever state. */
  build_id: number | null;
  nvr: string | null;
  build_state: number | null;
  build_ts: Seconds | null;
}

/** Some packages of a list, and what the list is of. */
export interface BrowsedPackages {
  tag: IdAndName | null;
  user: IdAndName | null;
  packages: BrowsedPackage[];
  /** How many there are in all; nil for more than 10,000. */
  total: number | null;
}

/** How a tag lists a package: what listPackages returns when it is asked about a tag, a package or an owner. */
export interface PackageInTag extends ListedPackage {
  tag_id: number;
  tag_name: string;
  extra_arches: string | null;
  blocked: boolean;
}

/** A group of packages of a tag, with what it holds where that was asked for. */
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

/** A package in a group. */
export interface TagGroupPackage {
  group_id: number;
  tag_id: number;
  package: string;
  type: string;
  basearchonly: boolean | null;
  requires: string | null;
  blocked: boolean;
}

/** That a group requires another one. */
export interface TagGroupRequirement {
  group_id: number;
  tag_id: number;
  req_id: number;
  name: string;
  type: string;
  is_metapkg: boolean;
  blocked: boolean;
}
