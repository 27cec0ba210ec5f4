import type { Extra, RepoRequest } from '@kojikit/protocol';

/** Filters and paging of listSideTags. */
export interface SideTagListing {
  countOnly?: boolean;
  order?: string;
  offset?: number;
  limit?: number;
}

/** A side tag as listSideTags answers it. */
export interface SideTag {
  id: number;
  name: string;
  /** Id of the owner as text: it comes from the tag's extra settings. */
  user_id: string;
  user_name: string | null;
}

/** What createSideTag answers. */
export interface NewSideTag {
  name: string;
  id: number;
  /** Always nil: the request for a repo has no task yet. */
  task_id: null;
  /** The request for a first repo; nil unless `trigger_new_repo` is on. */
  request: RepoRequest | null;
}

/** Somebody's word that a side tag is still needed. Times are seconds since 1970. */
export interface SideTagHold {
  user_name: string;
  reason: string;
  since: number;
  /** Null: until it is released. */
  until: number | null;
}

/** A side tag with all that is known of its life. Times are seconds since 1970. */
export interface DescribedSideTag {
  id: number;
  name: string;
  /** The owner; null when the tag's extra settings name no user. */
  user_id: number | null;
  user_name: string | null;
  basetag_id: number | null;
  basetag_name: string | null;
  create_ts: number;
  /** How many builds are in it. */
  builds: number;
  /** When a build was last tagged or untagged; null when there never was one. */
  last_change_ts: number | null;
  /** When it expires; null: not by itself. */
  expires_ts: number | null;
  /** The expiry was chosen by somebody: no rule of the clean-up removes it before. */
  kept: boolean;
  /** When it was announced that it will be removed. */
  warned_ts: number | null;
  /** Names of users who may do what the owner may. */
  owners: string[];
  holds: SideTagHold[];
}

/** The switches and delays (days) of the clean-up, those of Koji's clean-up tool. */
export interface CleanupOptions {
  test?: boolean;
  clean_empty?: boolean;
  empty_delay?: number;
  clean_old?: boolean;
  old_delay?: number;
  clean_inactive?: boolean;
  inactive_delay?: number;
  ignore_tags?: string[];
}

/** What the clean-up did about a side tag that has had its time. */
export interface CleanedSideTag {
  id: number;
  name: string;
  rule: 'empty' | 'old' | 'inactive' | 'expired';
  /** Seconds. */
  age: number;
  removed: boolean;
  /** Why it stays though it has had its time. */
  spared: string | null;
}

/** What the policy says to a wish for a side tag. */
export interface SideTagVerdict {
  allowed: boolean;
  /** The reason that the rule gives; empty when it gives none. */
  reason: string;
  /**
   * The rule that decided; null when there is no policy `sidetag`. One that allows is shown to who may read every rule: to
   * admins, and with `VerbosePolicy` to everybody.
   */
  rule: string | null;
  /** How many side tags the caller has. */
  number_of_tags: number;
  /** With so many or fewer side tags the caller would be allowed one more of this base; null when that is not it. */
  allowed_number: number | null;
  /** Build tags of targets that the caller could make a side tag of right now. */
  allowed_bases: string[];
}

/** An expiry: seconds since 1970, a duration from now such as `14d`, or `never`. */
export type ExpiryWish = number | string;

/** Values of RPM macros by name, as they stand in a tag's `extra`: texts and numbers as a rule. */
export type RpmMacros = Record<string, unknown>;

/** The hub's methods about side tags. */
export interface SidetagApi {
  /**
   * Makes a side tag of a tag for the caller: a tag that inherits from it, and a target of the same name.
   *
   * `createSideTag(basetag, debuginfo=false, suffix=nil, expires=nil)`, for whom its arguments allow. Throws
   * ActionNotAllowed, GenericError, ParameterError. Emits postRepoDone, postRepoInit, preRepoDone,
   * preRepoInit.
   */
  createSideTag: {
    params: {
      basetag: string | number;
      debuginfo?: boolean | null;
      suffix?: string | null;
      /** Default: as the hub's policy or configuration says. */
      expires?: ExpiryWish | null;
    };
    result: NewSideTag;
  };
  /**
   * Removes a side tag and the target of the same name. For its owner and for sidetag_admin, who may force
   * it when it is held.
   *
   * `removeSideTag(sidetag, force=false)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits kojikitSideTagRemoved.
   */
  removeSideTag: {
    params: {
      sidetag: string | number;
      /** Also when somebody holds it, for `sidetag_admin`. */
      force?: boolean;
    };
    result: null;
  };
  /**
   * Changes debuginfo and RPM macros of a side tag as far as its base tag allows; with sidetag_admin any
   * extra.
   *
   * `editSideTag(sidetag, debuginfo=nil, rpm_macros=nil, remove_rpm_macros=nil, extra=nil,
   * remove_extra=nil)`, for who is logged in. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  editSideTag: {
    params: {
      sidetag: string | number;
      /** Debuginfo in the repos of the side tag; default: leave it as it is. */
      debuginfo?: boolean | null;
      /** RPM macros to set, by name. */
      rpm_macros?: RpmMacros | null;
      remove_rpm_macros?: string[] | null;
      /** Any extra settings, for `sidetag_admin`. */
      extra?: Extra | null;
      remove_extra?: string[] | null;
    };
    result: null;
  };
  /**
   * The side tags there are, with their owners; on demand those of a base tag or of a user.
   *
   * `listSideTags(basetag=nil, user=nil, queryOpts=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  listSideTags: {
    params: {
      basetag?: string | number | null;
      user?: string | number | null;
      queryOpts?: SideTagListing | null;
    };
    result: SideTag[] | number;
  };
  /**
   * Side tags with base, owners, age, expiry, number of builds and holds; on demand one, or those of a base
   * or user.
   *
   * `describeSideTags(sidetag=nil, basetag=nil, user=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  describeSideTags: {
    params: {
      sidetag?: string | number | null;
      basetag?: string | number | null;
      user?: string | number | null;
    };
    result: DescribedSideTag[];
  };
  /**
   * Keeps a side tag until a moment (seconds since 1970), for a duration (`14d`), or `never` to expire; nil:
   * as usual.
   *
   * `setSideTagExpiry(sidetag, expires)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  setSideTagExpiry: {
    params: {
      sidetag: string | number;
      /** Nil: as the hub's policy or configuration says. */
      expires: ExpiryWish | null;
    };
    /** The moment, nil for none. */
    result: number | null;
  };
  /**
   * Keeps a side tag from being removed, until a moment, for a duration, or until released. For who may
   * change it.
   *
   * `holdSideTag(sidetag, reason, until=nil)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  holdSideTag: {
    params: { sidetag: string | number; reason: string; until?: ExpiryWish | null };
    result: null;
  };
  /**
   * Ends the caller's hold of a side tag; with sidetag_admin that of another user.
   *
   * `releaseSideTag(sidetag, user=nil)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  releaseSideTag: {
    params: { sidetag: string | number; user?: string | number | null };
    result: null;
  };
  /**
   * Lets another user do with a side tag what its owner may.
   *
   * `addSideTagOwner(sidetag, user)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  addSideTagOwner: { params: { sidetag: string | number; user: string | number }; result: null };
  /**
   * Takes back what addSideTagOwner gave.
   *
   * `removeSideTagOwner(sidetag, user)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  removeSideTagOwner: { params: { sidetag: string | number; user: string | number }; result: null };
  /**
   * Hands a side tag over to another user, whom the policy must allow one more.
   *
   * `giveSideTag(sidetag, user)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  giveSideTag: { params: { sidetag: string | number; user: string | number }; result: null };
  /**
   * Removes empty, old, inactive and expired side tags, delays in days; with `test` it only says which.
   *
   * `cleanupSideTags(test=false, clean_empty=true, empty_delay=1, clean_old=true, old_delay=30,
   * clean_inactive=true, inactive_delay=10, ignore_tags=nil)`, for who holds the permission sidetag_admin or
   * admin. Throws ActionNotAllowed, GenericError, ParameterError. Emits kojikitSideTagRemoved.
   */
  cleanupSideTags: { params: CleanupOptions; result: CleanedSideTag[] };
  /**
   * Whether the caller may make a side tag of a tag, which rule of the policy says so, and what it would
   * allow.
   *
   * `explainSideTagPolicy(basetag)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  explainSideTagPolicy: { params: { basetag: string | number }; result: SideTagVerdict };
}

/** What handlers of other plugins are told about side tags. */
export interface SidetagEvents {
  /** A side tag will be removed by a rule of the clean-up at `removal_ts`, unless somebody keeps or uses it. */
  kojikitSideTagDue: {
    /** The side tag. */
    tag: { id: number; name: string };
    /** The rule. */
    rule: CleanedSideTag['rule'];
    /** When, in seconds since 1970. */
    removal_ts: number;
    /** Names of its owner and its further owners. */
    owners: string[];
  };
  /** A side tag was removed: by a rule of the clean-up, or by a user or with its last build (null). */
  kojikitSideTagRemoved: {
    /** The side tag that was there. */
    tag: { id: number; name: string };
    /** The rule, or null. */
    rule: CleanedSideTag['rule'] | null;
  };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends SidetagApi {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubEvents extends SidetagEvents {}
}
