import type { IdAndName, Seconds, Timestamp } from './values.js';

/** What a login returns: the session, and the key that later calls prove it with. */
export interface SessionOpened {
  'session-id': number;
  'session-key': string;
  /** The hub takes the session in headers. Older hubs leave this out and want URL parameters. */
  'header-auth'?: boolean;
}

/** A session of a user. */
export interface SessionInfo {
  id?: number;
  user_id: number;
  authtype: number;
  hostip?: string;
  callnum?: number | null;
  expired: boolean;
  exclusive: boolean | null;
  master: number | null;
  start_time: Timestamp;
  start_ts: Seconds;
  update_time: Timestamp;
  update_ts: Seconds;
  renew_time: Timestamp | null;
  renew_ts: Seconds | null;
}

/** A user. Kerberos principals and groups are there only where they were asked for. */
export interface User extends IdAndName {
  status: number;
  usertype: number;
  krb_principals?: string[];
  groups?: string[];
}

/** Who is logged in, and what they may. */
export interface Login extends IdAndName {
  /** Names, those that come through groups included. */
  permissions: string[];
}

/** The user behind a session, and how the session was opened. */
export interface LoggedInUser extends User {
  authtype: number;
  krb_principal: string | null;
}

/** A user as a member of a group. */
export interface GroupMember extends IdAndName {
  usertype: number;
  krb_principals: string[];
}

/** A permission that users may hold. */
export interface Permission extends IdAndName {
  description: string | null;
}

/** What a user wants no mail about; nil stands for every package or tag. */
export interface NotificationBlock {
  id: number;
  user_id: number;
  package_id: number | null;
  tag_id: number | null;
}

/** What a user wants mail about; nil stands for every package or tag. */
export interface Notification extends NotificationBlock {
  email: string;
  success_only: boolean;
}

/** A wish for mail with the names of what it is about. */
export interface NamedNotification extends Notification {
  package_name: string | null;
  tag_name: string | null;
}
