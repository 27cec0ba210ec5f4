import type { IdAndName, Seconds, Timestamp } from './values.js';

export interface SessionOpened {
  'session-id': number;
  'session-key': string;
  /** The hub takes the session in headers. Older hubs leave this out and want URL parameters. */
  'header-auth'?: boolean;
}

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

export interface User extends IdAndName {
  status: number;
  usertype: number;
  krb_principals?: string[];
  groups?: string[];
}

export interface LoggedInUser extends User {
  authtype: number;
  krb_principal: string | null;
}

export interface GroupMember extends IdAndName {
  usertype: number;
  krb_principals: string[];
}

export interface Permission extends IdAndName {
  description: string | null;
}

export interface NotificationBlock {
  id: number;
  user_id: number;
  package_id: number | null;
  tag_id: number | null;
}

export interface Notification extends NotificationBlock {
  email: string;
  success_only: boolean;
}
