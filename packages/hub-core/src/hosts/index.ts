export { checkedArches } from './change-hosts.js';
export { ensureHost } from './ensure-host.js';
export { findChannel, getChannel, readChannels, type ChannelFilter } from './read-channels.js';
export { findHost, getHost, hostResult, readHosts, type HostFilter } from './read-hosts.js';
export type { ChannelInfo, HostInfo } from './types.js';
