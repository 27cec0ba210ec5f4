import type { DateTime } from '../../codec/date-time.js';
import type { Double } from '../../codec/double.js';

/** What goes over the wire. */
export type WireValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Double
  | DateTime
  | Uint8Array
  | readonly WireValue[]
  | { readonly [name: string]: WireValue };

/** A struct with any members. */
export type Struct = Record<string, unknown>;

/** A `<double>`: integral ones are decoded to Double, which behaves like a number in arithmetic. */
export type Float = number | Double;

/** A moment as seconds since 1970. */
export type Seconds = Float;

/** A moment as text, `2026-01-31 10:20:30.123456+00:00`: what PostgreSQL's timestamps become in Koji. */
export type Timestamp = string;

/** A thing by its id, its name, or a struct that holds one of them. */
export type Reference = number | bigint | string | { readonly id?: number; readonly name?: string };

/** A user by the id, the name or a Kerberos principal, or a struct with some of the three. */
export type UserReference =
  | number
  | bigint
  | string
  | {
      readonly id?: number | bigint | null;
      readonly name?: string | null;
      readonly krb_principal?: string | null;
    };

/** A build by its id, its name-version-release, or a struct with these. */
export type BuildReference =
  | number
  | bigint
  | string
  | { readonly name: string | null; readonly version: string | null; readonly release: string | null };

/** An event that a tag is looked up at; `auto` is the last state of one that may be deleted. */
export type EventReference = number | 'auto';

/** Rows, or with `queryOpts.countOnly` their number. With `asList` rows are arrays, which the type does not tell. */
export type Listing<Row> = Row[] | number;

/** A thing that was found: a package, a build, a task and so on. */
export interface FoundThing {
  type: string;
  id: number;
  name: string;
  /** Whether it is named by the terms themselves, not by a part of its name. */
  exact: boolean;
  /** Of a task or build its state; of an RPM and a package that of their build. */
  state: number | null;
  /** When it ended, was made or was changed. */
  ts: Seconds | null;
  /** What else tells it from others: the newest build of a package, the owner of a build, `locked` of a tag. */
  note: string | null;
}

/** Things of a type: the best first, and whether there are more. */
export interface FoundGroup {
  type: string;
  things: FoundThing[];
  more: boolean;
}

/** What a search found; when that is nothing, what has a name that is near. */
export interface FoundThings {
  groups: FoundGroup[];
  near: FoundThing[];
}

/** How a listing is ordered, cut and formed. */
export interface QueryOptions {
  /** Answer the number of rows. */
  countOnly?: boolean;
  /** Members to order by, separated by commas, `-` in front for descending. */
  order?: string;
  offset?: number;
  limit?: number;
  /** Answer arrays instead of structs. */
  asList?: boolean;
  group?: string;
}

/** What almost everything has in the hub. */
export interface IdAndName {
  id: number;
  name: string;
}

/** What a file system knows of a file. The size comes as text: it may be larger than XML-RPC's numbers. */
export interface FileStats {
  st_size: string;
  st_atime: Seconds;
  st_mtime: Seconds;
  st_ctime: Seconds;
}

/** Conditions on fields: `[field, value]` or `[field, operator, value]`. */
export type QueryClauses = unknown[][];

/** A point in the history of the hub. */
export interface KojiEvent {
  id: number;
  ts: Seconds;
}

/**
 * A row of a table with history. Open but for the events: each table has its own columns, and names of what they point
 * at are in members such as `tag.name`.
 */
export interface HistoryRow {
  create_event: number;
  /** Nil while it holds. */
  revoke_event: number | null;
  [column: string]: unknown;
}

/** That a build is or was in a tag. */
export interface TaggingChange extends HistoryRow {
  name: string;
  version: string;
  release: string;
}

/** What something was set to, from one event to another, with when that was and who did it. */
export interface SettingChange extends HistoryRow {
  create_ts: Seconds;
  creator_id: number;
  creator_name: string;
  revoke_ts: Seconds | null;
  revoker_id: number | null;
  revoker_name: string | null;
}

/** What a build target was. */
export interface TargetChange extends SettingChange {
  build_target_id: number;
  'build_target.name': string;
  build_tag: number;
  'build_tag.name': string;
  dest_tag: number;
  'dest_tag.name': string;
}

/** What an external repo was. */
export interface ExternalRepoChange extends SettingChange {
  external_repo_id: number;
  'external_repo.name': string;
  url: string;
}

/** Rows by table, of those that have any. */
export interface History {
  external_repo_config?: ExternalRepoChange[];
  build_target_config?: TargetChange[];
  tag_listing?: TaggingChange[];
  [table: string]: HistoryRow[] | undefined;
}

/** What checkUpload tells of a file; members but `size` and `mtime` depend on what was asked. */
export interface UploadedFile {
  size: number;
  mtime: Seconds;
  sumlength?: number;
  hexdigest?: string;
}

/** One call of a multicall. */
export interface MultiCallEntry {
  methodName: string;
  params: unknown[];
}

/** A fault inside of a multicall's answer. */
export interface MultiCallFault {
  faultCode: number;
  faultString: string;
  traceback: string[];
}

/** The answer of methods that have none: nil on the wire. */
export type Nothing = null | undefined | void;
