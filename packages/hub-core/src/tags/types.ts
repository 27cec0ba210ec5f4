/** A tag as Koji's API answers it. */
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

/** One link of a tag to a parent, as stored. */
export interface InheritanceLink {
  parent_id: number;
  name: string;
  priority: number;
  maxdepth: number | null;
  intransitive: boolean;
  noconfig: boolean;
  pkg_filter: string | null;
  child_id: number;
}

/** One step of a tag's whole inheritance, in the order in which parents count. */
export interface InheritanceStep extends InheritanceLink {
  /** How far from the tag that was asked for, from 1. */
  currdepth: number;
  /** How many levels further up may still be followed; null for any. */
  nextdepth: number | null;
  /** The package filters on the way here, regular expressions. */
  filter: string[];
}
