import type {
  Channel,
  Float,
  Host,
  HostPage,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Seconds,
  Timestamp,
} from './shapes.js';

/** What editHost changes; members left out stay as they are. */
export interface HostChanges {
  arches?: string;
  capacity?: Float;
  description?: string | null;
  comment?: string | null;
}

/** What changeHost changes; members left out stay as they are. */
export interface WholeHostChanges extends HostChanges {
  enabled?: boolean;
  /** Every channel that it shall listen to. */
  channels?: Reference[];
}

/** Which builders listHostPage returns. */
export interface HostPageFilter {
  enabled?: boolean | null;
  ready?: boolean | null;
  channel?: Reference | null;
  /** Builders with this arch. */
  arch?: string | null;
}

/** What editChannel changes; members left out stay as they are. */
export interface ChannelChanges {
  name?: string;
  description?: string | null;
  comment?: string | null;
}

/** Builders and the channels they listen to. */
export interface HostsApi {
  getHost: {
    params: { hostInfo: Reference; strict?: boolean; event?: number | null };
    result: Host | null;
  };
  listHosts: {
    params: {
      arches?: string | string[] | null;
      channelID?: Reference | null;
      ready?: boolean | null;
      enabled?: boolean | null;
      userID?: Reference | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<Host>;
  };
  addHost: {
    params: { hostname: string; arches: string | string[]; krb_principal?: string | null; force?: boolean };
    result: number;
  };
  editHost: { params: { hostInfo: Reference; kw?: HostChanges }; result: boolean; keywords: 'kw' };
  /** An addition to Koji's API: changes a builder in all that is given, or in nothing when some of it is refused. */
  changeHost: { params: { hostInfo: Reference; changes: WholeHostChanges }; result: Nothing };
  /**
   * An addition to Koji's API: a page of builders with their channels, in the order of a member; names as people count,
   * `host-9` before `host-10`. Without `limit` at most 1000.
   */
  listHostPage: {
    params: { filter?: HostPageFilter; order?: string; offset?: number; limit?: number };
    result: HostPage;
  };
  enableHost: { params: { hostname: Reference }; result: Nothing };
  disableHost: { params: { hostname: Reference }; result: Nothing };
  getLastHostUpdate: {
    params: { hostID: number; ts?: boolean };
    result: Timestamp | Seconds | null;
    cases: [[{ ts: true }, Seconds | null], [{ hostID: number; ts?: false }, Timestamp | null]];
  };
  addHostToChannel: {
    params: { hostname: Reference; channel_name: string; create?: boolean; force?: boolean };
    result: Nothing;
  };
  removeHostFromChannel: { params: { hostname: Reference; channel_name: string }; result: Nothing };
  getChannel: { params: { channelInfo: Reference; strict?: boolean }; result: Channel | null };
  listChannels: {
    params: { hostID?: number | null; event?: number | null; enabled?: boolean | null };
    result: Channel[];
  };
  addChannel: { params: { channel_name: string; description?: string | null }; result: number };
  editChannel: { params: { channelInfo: Reference; kw?: ChannelChanges }; result: boolean; keywords: 'kw' };
  renameChannel: { params: { old: string; new: string }; result: Nothing };
  enableChannel: { params: { channelname: Reference; comment?: string | null }; result: Nothing };
  disableChannel: { params: { channelname: Reference; comment?: string | null }; result: Nothing };
}
