import sql from 'sql-template-tag';
import { AuthError } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import type { Queries } from '../db/database.js';
import type { Context } from '../ground/context.js';

/** Throws AuthError for a Kerberos principal that is none or whose realm `AllowedKrbRealms` does not name. */
export function assertRealmAllowed(config: Pick<HubConfig, 'AllowedKrbRealms'>, principal: string): void {
  if (config.AllowedKrbRealms === '*') return;
  const allowed = config.AllowedKrbRealms.split(',').map((realm) => realm.trim());
  const at = principal.indexOf('@');
  if (at === -1 || at === principal.length - 1)
    throw new AuthError(`invalid Kerberos principal: ${principal}`);
  const realm = principal.slice(at + 1);
  if (!allowed.includes(realm)) throw new AuthError(`Kerberos principal's realm: ${realm} is not allowed`);
}

/** The id of the user whose principal this is. */
export async function userIdByPrincipal(db: Queries, principal: string): Promise<number | undefined> {
  return db.value<number>(sql`SELECT user_id FROM user_krb_principals WHERE krb_principal = ${principal}`);
}

/** Gives a user a further Kerberos principal. */
export async function setPrincipal(ctx: Context, userId: number, principal: string): Promise<void> {
  await ctx.db.insert('user_krb_principals', { user_id: userId, krb_principal: principal });
}

/** Takes a Kerberos principal away from a user. Returns whether the user had it. */
export async function removePrincipal(ctx: Context, userId: number, principal: string): Promise<boolean> {
  const removed = await ctx.db.delete(
    'user_krb_principals',
    sql`user_id = ${userId} AND krb_principal = ${principal}`,
  );
  return removed > 0;
}
