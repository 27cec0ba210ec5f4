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
  request: Record<string, unknown> | null;
}

/** The hub's methods about side tags. */
export interface SidetagApi {
  createSideTag: {
    params: { basetag: string | number; debuginfo?: boolean; suffix?: string | null };
    result: NewSideTag;
  };
  listSideTags: {
    params: {
      basetag?: string | number | null;
      user?: string | number | null;
      queryOpts?: SideTagListing | null;
    };
    result: SideTag[] | number;
  };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends SidetagApi {}
}
