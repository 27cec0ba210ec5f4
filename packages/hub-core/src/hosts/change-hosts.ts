import sql from 'sql-template-tag';
import { GenericError, USER_TYPES } from '@kojikit/protocol';
import { parseArches, RpmValueError } from '@kojikit/rpm';
import { createAccount } from '../auth/index.js';
import { verifyHostName } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { checkedText, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUser } from '../users/index.js';
import { findHost, getHost } from './read-hosts.js';
import type { HostEdit } from './readers/host-changes.js';
import type { HostInfo } from './types.js';
import { wakeScheduler } from './wake-scheduler.js';
import { faultText } from '../rpc/fault-text.js';

export interface NewHost {
  readonly name: string;
  /** With blanks between them. */
  readonly arches: string;
  /** Default: what `HostPrincipalFormat` makes of the name, where it is set; an empty one is none. */
  readonly principal?: string | null;
  /** Turn an ordinary user of this name into a builder. */
  readonly force?: boolean;
}

/** Adds a builder with its user, in the channel `default`. Checks no permission. Returns the host's id. */
export async function addHost(ctx: Context, wanted: NewHost): Promise<number> {
  const { name } = wanted;
  verifyHostName(ctx.config, name);
  const arches = checkedArches(wanted.arches);
  if (await findHost(ctx, name)) throw new GenericError(`host already exists: ${name}`);
  const channel = await ctx.db.value<number>(sql`SELECT id FROM channels WHERE name = 'default'`);
  if (channel === undefined) throw new GenericError('query returned no rows');
  const userId = await hostUser(ctx, name, wanted);
  const id = await ctx.db.insertReturningId('host', { user_id: userId, name });
  await insertVersioned(ctx, 'host_config', { host_id: id, arches });
  await insertVersioned(ctx, 'host_channels', { host_id: id, channel_id: channel });
  return id;
}

const CHANGEABLE = ['arches', 'capacity', 'description', 'comment', 'enabled'] as const;

/** Changes a host; members left out stay. Checks no permission. Returns whether anything changed. */
export async function editHost(
  ctx: Context,
  info: NameOrId,
  wanted: HostEdit & { readonly enabled?: boolean | undefined },
): Promise<boolean> {
  const host = await getHost(ctx, info);
  const values = { ...wanted, capacity: wanted.capacity?.() };
  const changes = CHANGEABLE.filter((name) => values[name] !== undefined && values[name] !== host[name]);
  if (changes.length === 0) return false;
  const changed: Record<string, unknown> = {};
  for (const name of changes) {
    if (name === 'enabled') changed[name] = values[name];
    else changed[name] = name === 'capacity' ? Number(values[name]) : checkedText(values[name]);
  }
  await replaceConfig(ctx, { ...host, ...changed });
  return true;
}

/** Enables or disables a host. Checks no permission. Throws GenericError `host does not exist: <info>`. */
export async function setHostEnabled(ctx: Context, info: NameOrId, enabled: boolean): Promise<void> {
  const host = await findHost(ctx, info);
  if (host === undefined) throw new GenericError(faultText`host does not exist: ${info}`);
  await replaceConfig(ctx, { ...host, enabled });
}

/** Arches as a host's configuration stores them. Throws GenericError for other characters than Koji allows. */
export function checkedArches(arches: string | null): string {
  try {
    return parseArches(arches, { strict: true, allowNone: true }).join(' ');
  } catch (error) {
    if (error instanceof RpmValueError) throw new GenericError(error.message);
    throw error;
  }
}

async function replaceConfig(ctx: Context, host: HostInfo): Promise<void> {
  const { id, arches, capacity, description, comment, enabled } = host;
  await revoke(ctx, 'host_config', sql`host_id = ${id}`);
  const values = { host_id: id, arches, capacity, description, comment, enabled };
  await insertVersioned(ctx, 'host_config', values);
  wakeScheduler(ctx, id);
}

async function hostUser(ctx: Context, name: string, wanted: NewHost): Promise<number> {
  const principal = wanted.principal || undefined;
  const user = await findUser(ctx, principal === undefined ? { name } : { name, krb_principal: principal });
  if (user === undefined) {
    const format = ctx.config.HostPrincipalFormat;
    const made = wanted.principal == null && format ? format.replace('%s', name) : undefined;
    return createAccount(ctx, { name, type: USER_TYPES.HOST, principal: principal ?? made });
  }
  if (user.usertype === USER_TYPES.HOST) return user.id;
  if (!wanted.force || user.usertype !== USER_TYPES.NORMAL) {
    throw new GenericError(`user ${name} already exists and it is not a host`);
  }
  await ctx.db.update('users', { usertype: USER_TYPES.HOST }, sql`id = ${user.id}`);
  return user.id;
}
