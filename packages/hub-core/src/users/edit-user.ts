import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { assertRealmAllowed, removePrincipal, setPrincipal, userIdByName } from '../auth/index.js';
import { verifyNameUser } from '../config/index.js';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from './find-user.js';
import type { PrincipalMapping } from './readers/principals.js';
import type { UserRecord } from './types.js';

/**
 * Renames a user and changes its Kerberos principals.
 * Throws GenericError when the name is taken or a mapping does not fit what the user has.
 */
export async function editUser(
  ctx: Context,
  userInfo: UserRef | null,
  name: string | null,
  mappings: readonly PrincipalMapping[],
): Promise<void> {
  const user = await findUserStrictly(ctx, userInfo);
  if (name !== null && name !== user.name) await rename(ctx, user, name);
  const { added, removed } = planPrincipals(ctx, user, mappings);
  for (const principal of removed) await removePrincipal(ctx, user.id, principal);
  for (const principal of added) {
    assertRealmAllowed(ctx.config, principal);
    await setPrincipal(ctx, user.id, principal);
  }
}

async function rename(ctx: Context, user: UserRecord, name: string): Promise<void> {
  verifyNameUser(ctx.config, name);
  const holder = await userIdByName(ctx.db, name);
  if (holder !== undefined) throw new GenericError(`Name ${name} already taken by user ${holder}`);
  await ctx.db.update('users', { name }, sql`id = ${user.id}`);
}

function planPrincipals(
  ctx: Context,
  user: UserRecord,
  mappings: readonly PrincipalMapping[],
): { added: ReadonlySet<string>; removed: ReadonlySet<string> } {
  const added = new Set<string>();
  const removed = new Set<string>();
  for (const { old, new: wanted } of mappings) {
    if (old !== null) removed.add(old);
    if (wanted === null) continue;
    verifyNameUser(ctx.config, null, wanted);
    added.add(wanted);
  }
  const current = new Set(user.krb_principals);
  refuseAny(
    added,
    (principal) => removed.has(principal),
    'There are some conflicts between added and removed',
  );
  refuseAny(added, (principal) => current.has(principal), 'Cannot add existing');
  refuseAny(removed, (principal) => !current.has(principal), 'Cannot remove non-existent');
  return { added, removed };
}

function refuseAny(
  principals: ReadonlySet<string>,
  wrong: (principal: string) => boolean,
  reason: string,
): void {
  const found = [...principals].filter(wrong);
  if (found.length > 0) throw new GenericError(`${reason} Kerberos principals: ${found.join(', ')}`);
}
