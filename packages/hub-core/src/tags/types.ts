/** A tag as Koji's API returns it. */
export interface TagInfo {
  id: number;
  name: string;
  perm_id: number | null;
  perm: string | null;
  /** Arches separated by blanks. */
  arches: string | null;
  locked: boolean;
  maven_support: boolean;
  maven_include_all: boolean;
  /** Extra settings by key; with `blocked` pairs of (blocked, value). */
  extra: Record<string, unknown>;
  /** The event the tag was read at, when one was asked for. */
  query_event?: number;
  /** The event that ended the tag, when the last state of a deleted tag was asked for. */
  revoke_event?: number;
}

/** How a link between two tags is set. */
export interface LinkSettings {
  parent_id: number;
  /** The tag at the other end. */
  name: string;
  priority: number;
  /** How many levels the link reaches; null for any. */
  maxdepth: number | null;
  /** The link counts for the tag itself, not for those who inherit from it. */
  intransitive: boolean;
  /** Packages and builds are inherited, settings are not. */
  noconfig: boolean;
  /** A regular expression that package names must match; empty for any. */
  pkg_filter: string | null;
}

/** One link of a tag to a parent. */
export interface InheritanceLink extends LinkSettings {
  child_id: number;
}

/** One link of a tag to a tag that inherits from it. */
export interface DescendantLink extends LinkSettings {
  tag_id: number;
}

/** Where a link stands in a walk along the inheritance. */
export interface StepSettings {
  /** How far from the tag that was asked for, from 1. */
  currdepth: number;
  /** How many levels further may still be followed; null for any. */
  nextdepth: number | null;
  /** The package filters on the way here, regular expressions. */
  filter: string[];
}

/** One step of a tag's whole inheritance, in the order in which parents count. */
export type InheritanceStep = InheritanceLink & StepSettings;

/** One step from a tag down to those who inherit from it. */
export type DescendantStep = DescendantLink & StepSettings;
