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
  /**
   * The builder of this name or id, now or at an event. Without one: nil, or a fault if strict.
   *
   * `getHost(hostInfo, strict=false, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getHost: {
    params: { hostInfo: Reference; strict?: boolean; event?: number | null };
    result: Host | null;
  };
  /**
   * Builders, by arch, channel, readiness or user. The query options are there for old callers and do
   * nothing.
   *
   * `listHosts(arches=nil, channelID=nil, ready=nil, enabled=nil, userID=nil, queryOpts=nil)`, for anyone.
   * Throws GenericError, ParameterError.
   */
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
  /**
   * Adds a builder with its user, in the channel "default". Returns its id.
   *
   * `addHost(hostname, arches, krb_principal=nil, force=false)`, for who holds the permission host or admin.
   * Throws ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  addHost: {
    params: { hostname: string; arches: string | string[]; krb_principal?: string | null; force?: boolean };
    result: number;
  };
  /**
   * Changes arches, capacity, description or comment of a builder. Returns whether anything changed.
   *
   * `editHost(hostInfo, **kw)`, for who holds the permission host or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  editHost: { params: { hostInfo: Reference; kw?: HostChanges }; result: boolean; keywords: 'kw' };
  /**
   * An addition to Koji's API. Changes settings, channels and whether a builder is enabled, in all that is
   * given or in nothing.
   *
   * `changeHost(hostInfo, changes)`, for who holds the permission host or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  changeHost: { params: { hostInfo: Reference; changes: WholeHostChanges }; result: Nothing };
  /**
   * An addition to Koji's API. A page of builders with their channels, in the order of a member, how many
   * there are, and what the enabled ones do.
   *
   * `listHostPage(filter={}, order="name", offset=0, limit=1000)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  listHostPage: {
    params: { filter?: HostPageFilter; order?: string; offset?: number; limit?: number };
    result: HostPage;
  };
  /**
   * Lets a builder have tasks.
   *
   * `enableHost(hostname)`, for who holds the permission host or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  enableHost: { params: { hostname: Reference }; result: Nothing };
  /**
   * Gives a builder no further tasks; those it has it may finish.
   *
   * `disableHost(hostname)`, for who holds the permission host or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  disableHost: { params: { hostname: Reference }; result: Nothing };
  /**
   * When the builder last used its session, as text or in seconds since 1970 if ts. Nil for never.
   *
   * `getLastHostUpdate(hostID, ts=false)`, for anyone.
   */
  getLastHostUpdate: {
    params: { hostID: number; ts?: boolean };
    result: Timestamp | Seconds | null;
    cases: [[{ ts: true }, Seconds | null], [{ hostID: number; ts?: false }, Timestamp | null]];
  };
  /**
   * Makes a builder listen to a channel, which is made first if create. A disabled one needs force.
   *
   * `addHostToChannel(hostname, channel_name, create=false, force=false)`, for who holds the permission host
   * or admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  addHostToChannel: {
    params: { hostname: Reference; channel_name: string; create?: boolean; force?: boolean };
    result: Nothing;
  };
  /**
   * Makes a builder stop listening to a channel.
   *
   * `removeHostFromChannel(hostname, channel_name)`, for who holds the permission host or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  removeHostFromChannel: { params: { hostname: Reference; channel_name: string }; result: Nothing };
  /**
   * The channel of this name or id. Without one: nil, or a fault if strict.
   *
   * `getChannel(channelInfo, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  getChannel: { params: { channelInfo: Reference; strict?: boolean }; result: Channel | null };
  /**
   * All channels, or those that a builder listens to, now or at an event.
   *
   * `listChannels(hostID=nil, event=nil, enabled=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  listChannels: {
    params: { hostID?: number | null; event?: number | null; enabled?: boolean | null };
    result: Channel[];
  };
  /**
   * Adds a channel. Returns its id.
   *
   * `addChannel(channel_name, description=nil)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  addChannel: { params: { channel_name: string; description?: string | null }; result: number };
  /**
   * Changes name, description or comment of a channel. Returns whether anything changed.
   *
   * `editChannel(channelInfo, **kw)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  editChannel: { params: { channelInfo: Reference; kw?: ChannelChanges }; result: boolean; keywords: 'kw' };
  /**
   * Renames a channel.
   *
   * `renameChannel(old, new)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  renameChannel: { params: { old: string; new: string }; result: Nothing };
  /**
   * Lets the tasks of a channel have builders. A comment replaces the one that is there.
   *
   * `enableChannel(channelname, comment=nil)`, for who holds the permission host or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  enableChannel: { params: { channelname: Reference; comment?: string | null }; result: Nothing };
  /**
   * Refuses new tasks for a channel and gives those in it no builder. A comment replaces the one that is
   * there.
   *
   * `disableChannel(channelname, comment=nil)`, for who holds the permission host or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  disableChannel: { params: { channelname: Reference; comment?: string | null }; result: Nothing };
}
